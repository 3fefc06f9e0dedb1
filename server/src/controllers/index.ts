import contentTypes from './content-types';
import exports from './exports';
import jobs from './jobs';
import restores from './restores';
import serverArchives from './server-archives';
import siteFiles from './site-files';
import tus from './tus';
import uploads from './uploads';

export default {
  'content-types': contentTypes,
  exports,
  jobs,
  restores,
  'server-archives': serverArchives,
  'site-files': siteFiles,
  tus,
  uploads,
};
