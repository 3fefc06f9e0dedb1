const path = require('node:path');
const lifeboatConfig = require('../../config/lifeboat');

/** Files lie on this machine's disk unless the environment names a bucket. */
const uploadConfig = (env) => {
  if (env('UPLOAD_PROVIDER') !== 'aws-s3') return {};
  return {
    provider: 'aws-s3',
    providerOptions: {
      s3Options: {
        endpoint: env('S3_ENDPOINT'),
        region: env('S3_REGION', 'us-east-1'),
        forcePathStyle: true,
        // Storages other than Amazon's own do not all know the checksums that its client adds.
        requestChecksumCalculation: 'WHEN_REQUIRED',
        credentials: {
          accessKeyId: env('S3_ACCESS_KEY_ID'),
          secretAccessKey: env('S3_SECRET_ACCESS_KEY'),
        },
        params: { Bucket: env('S3_BUCKET') },
      },
    },
  };
};

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
