import exports from './exports';
import jobs from './jobs';
import restores from './restores';
import uploads from './uploads';

export default { exports, jobs, restores, uploads };
