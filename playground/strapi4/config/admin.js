// Fixed secrets, so that a site keeps its sessions over restarts. For development only.
module.exports = ({ env }) => ({
  url: env('ADMIN_URL', '/admin'),
  auth: { secret: env('ADMIN_JWT_SECRET', 'playground-admin-jwt-secret') },
  apiToken: { salt: env('API_TOKEN_SALT', 'playground-api-token-salt') },
  transfer: { token: { salt: env('TRANSFER_TOKEN_SALT', 'playground-transfer-token-salt') } },
  autoOpen: false,
  flags: { nps: false, promoteEE: false },
  watchIgnoreFiles: ['**/.tmp/**', '**/public/**', '**/types/**'],
});
