const path = require('node:path');
const lifeboatConfig = require('../../config/lifeboat');
const uploadConfig = require('../../config/upload');

module.exports = ({ env }) => ({
  lifeboat: {
    enabled: true,
    // Absolute, because the server hands a relative path to require.resolve() inside @strapi/core
    // first, where '../..' finds @strapi/core's own index.js.
    resolve: path.resolve(__dirname, '../../..'),
    config: lifeboatConfig(env),
  },
  upload: { config: uploadConfig(env) },
  'users-permissions': {
    config: {
      jwtSecret: env('JWT_SECRET', 'playground-users-jwt-secret'),
      jwtManagement: env('JWT_MANAGEMENT', 'legacy-support'),
    },
  },
});
