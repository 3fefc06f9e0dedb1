import contentTypes from './content-types';
import exports from './exports';
import jobs from './jobs';
import restores from './restores';
import uploads from './uploads';

export default { 'content-types': contentTypes, exports, jobs, restores, uploads };
