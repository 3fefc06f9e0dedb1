const path = require('node:path');

/** Only what the environment says; the plugin's own defaults stand for the rest. */
const lifeboatConfig = (env) =>
  Object.fromEntries(
    [
      ['stagingDir', env('LIFEBOAT_STAGING_DIR')],
      ['safetyCopiesDir', env('LIFEBOAT_SAFETY_COPIES_DIR')],
      ['maxUnpackedBytes', env.int('LIFEBOAT_MAX_UNPACKED_BYTES')],
      ['maxEntries', env.int('LIFEBOAT_MAX_ENTRIES')],
      ['maxRecordBytes', env.int('LIFEBOAT_MAX_RECORD_BYTES')],
      ['downloadWithin', env.int('LIFEBOAT_DOWNLOAD_WITHIN')],
    ].filter(([, value]) => value !== undefined),
  );

module.exports = ({ env }) => ({
  lifeboat: {
    enabled: true,
    // Absolute, because the server hands a relative path to require.resolve() inside @strapi/core
    // first, where '../..' finds @strapi/core's own index.js.
    resolve: path.resolve(__dirname, '../../..'),
    config: lifeboatConfig(env),
  },
  'users-permissions': {
    config: {
      jwtSecret: env('JWT_SECRET', 'playground-users-jwt-secret'),
      jwtManagement: env('JWT_MANAGEMENT', 'legacy-support'),
    },
  },
});
