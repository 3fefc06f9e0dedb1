import type { Core } from '@strapi/types';
import type { LifeboatConfig } from '../config';
import { logFailure } from '../log';
import { type ContentTypes, createContentTypes } from './content-types';
import { type Exports, createExports } from './exports';
import { type Jobs, createJobs } from './jobs';
import { type Restores, createRestores } from './restores';
import { type StagingRoots, createStagingRoots } from './staging-roots';
import { type Uploads, createUploads } from './uploads';

/** Everything that controllers call. */
export interface Services {
  contentTypes: ContentTypes;
  jobs: Jobs;
  exports: Exports;
  uploads: Uploads;
  restores: Restores;
  stagingRoots: StagingRoots;
}

export function createServices(strapi: Core.Strapi): Services {
  const config = strapi.config.get<LifeboatConfig>('plugin::lifeboat');
  const jobs = createJobs((error, { kind }) => {
    if (error.code === 'cancelled') strapi.log.info(`[lifeboat] ${kind}: ${error.message}`);
    else logFailure(strapi, error);
  });
  const stagingRoots = createStagingRoots(strapi, config);
  const uploads = createUploads(strapi, stagingRoots, config);
  return {
    jobs,
    contentTypes: createContentTypes(strapi),
    stagingRoots,
    uploads,
    exports: createExports(strapi, jobs, stagingRoots, config),
    restores: createRestores(strapi, jobs, uploads),
  };
}

/** The one service that Strapi registers; see {@link getServices}. */
export default { lifeboat: ({ strapi }: { strapi: Core.Strapi }) => createServices(strapi) };

export function getServices(): Services {
  return strapi.plugin('lifeboat').service('lifeboat');
}
