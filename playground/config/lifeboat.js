/** Only what the environment says; the plugin's own defaults stand for the rest. */
module.exports = (env) =>
  Object.fromEntries(
    [
      ['allowRestore', env.bool('LIFEBOAT_ALLOW_RESTORE')],
      ['stagingDir', env('LIFEBOAT_STAGING_DIR')],
      ['safetyCopiesDir', env('LIFEBOAT_SAFETY_COPIES_DIR')],
      ['maxUnpackedBytes', env.int('LIFEBOAT_MAX_UNPACKED_BYTES')],
      ['maxEntries', env.int('LIFEBOAT_MAX_ENTRIES')],
      ['maxRecordBytes', env.int('LIFEBOAT_MAX_RECORD_BYTES')],
      ['downloadWithin', env.int('LIFEBOAT_DOWNLOAD_WITHIN')],
      ['severalInstances', env.bool('LIFEBOAT_SEVERAL_INSTANCES')],
      ['archivesDir', env('LIFEBOAT_ARCHIVES_DIR')],
      ['maxUploadBytes', env.int('LIFEBOAT_MAX_UPLOAD_BYTES')],
      ['maxOpenUploads', env.int('LIFEBOAT_MAX_OPEN_UPLOADS')],
      ['keepUnfinishedFor', env.float('LIFEBOAT_KEEP_UNFINISHED_FOR')],
    ].filter(([, value]) => value !== undefined),
  );
