/** Files lie on this machine's disk unless the environment names a bucket. */
module.exports = (env) => {
  if (env('UPLOAD_PROVIDER') !== 'aws-s3') return {};
  return {
    provider: 'aws-s3',
    providerOptions: {
      // The client of Strapi 4 leaves the port out of the addresses that it makes up itself.
      baseUrl: env('S3_BASE_URL'),
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
