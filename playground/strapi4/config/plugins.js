const path = require('node:path');
const lifeboatConfig = require('../../config/lifeboat');
const uploadConfig = require('../../config/upload');

module.exports = ({ env }) => ({
  lifeboat: {
    enabled: true,
    // What `npm run build:strapi4` makes. Absolute, because Strapi looks beside its own files first.
    resolve: path.resolve(__dirname, '../../../dist-strapi4'),
    config: lifeboatConfig(env),
  },
  upload: { config: uploadConfig(env) },
  'users-permissions': {
    config: { jwtSecret: env('JWT_SECRET', 'playground-users-jwt-secret') },
  },
});
