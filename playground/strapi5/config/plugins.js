const path = require('node:path');

module.exports = ({ env }) => {
  const stagingDir = env('LIFEBOAT_STAGING_DIR');

  return {
    lifeboat: {
      enabled: true,
      // Absolute, because the server hands a relative path to require.resolve() inside @strapi/core
      // first, where '../..' finds @strapi/core's own index.js.
      resolve: path.resolve(__dirname, '../../..'),
      config: stagingDir ? { stagingDir } : {},
    },
    'users-permissions': {
      config: { jwtSecret: env('JWT_SECRET', 'playground-users-jwt-secret') },
    },
  };
};
