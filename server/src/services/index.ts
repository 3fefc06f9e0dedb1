import type { Core } from '@strapi/types';
import type { ListedJob, SiteFiles } from '../../../shared/contract';
import type { LifeboatConfig } from '../config';
import { pauseBackground } from '../host/background';
import { hostOf } from '../host/host';
import { refreshServer } from '../host/refresh';
import { uploadProvider, uploadProviderName, uploadsFolder } from '../host/uploads';
import { inOneLine, logFailure } from '../log';
import { type JobRecord, createJobTable } from '../state/job-table';
import type { AssetStore, Journal } from '../transfer/assets/asset-store';
import { createLocalStore, localJournal } from '../transfer/assets/local-store';
import { createProviderStore, providerJournal } from '../transfer/assets/provider-store';
import { type Arrivals, createArrivals } from './arrivals';
import { type ContentTypes, createContentTypes } from './content-types';
import { emitJobEvent } from './events';
import { createExporter } from './exporter';
import { type Exports, createExports } from './exports';
import { type Jobs, type JobsContext, createJobs } from './jobs';
import { type Recovery, createRecovery } from './recovery';
import { type Neighbours, createNeighbours } from './neighbours';
import { refusePublicFolders } from './private-folders';
import { createRestoreRun } from './restore-run';
import { type Reports, createReports } from './report';
import { type Restores, createRestores } from './restores';
import { createSafetyCopies } from './safety-copies';
import { type ServerArchives, createServerArchives } from './server-archives';
import { siteGate } from './site-gate';
import { countSiteFiles } from './site-files';
import { createStagingRoots } from './staging-roots';
import { type Uploads, createUploads } from './uploads';
import type { Warn } from '../warnings';

/** Everything that controllers and the plugin's life cycle call. */
export interface Services {
  contentTypes: ContentTypes;
  countSiteFiles(): Promise<SiteFiles>;
  reports: Reports;
  jobs: Jobs;
  exports: Exports;
  uploads: Uploads;
  arrivals: Arrivals;
  archives: ServerArchives;
  restores: Restores;
  recovery: Recovery;
  neighbours: Neighbours;
}

/** @throws Error when the configuration can't be used */
export function createServices(strapi: Core.Strapi): Services {
  const config = hostOf(strapi).pluginConfig<LifeboatConfig>('lifeboat') as LifeboatConfig;
  refusePublicFolders(strapi, config);
  const warn = (message: string): void => void strapi.log.warn(`[lifeboat] ${message}`);
  const table = createJobTable(strapi);
  const roots = createStagingRoots(strapi, config);
  const exporter = createExporter(strapi, roots);
  const copies = createSafetyCopies(strapi, exporter, config);
  const contentTypes = createContentTypes(strapi);
  const reports = createReports(strapi, contentTypes);
  const uploads = createUploads(strapi, roots, reports, config);
  const archives = createServerArchives(strapi, config);

  const provider = uploadProviderName(strapi);
  const createStore = (jobId: string, warned: Warn): AssetStore =>
    provider === 'local'
      ? createLocalStore(uploadsFolder(strapi), roots.journal(jobId), warned)
      : createProviderStore(uploadProvider(strapi), provider, roots.journal(jobId), warned);
  const journalIn = (workDir: string, warned: Warn): Journal =>
    provider === 'local'
      ? localJournal(uploadsFolder(strapi), workDir, warned)
      : providerJournal(uploadProvider(strapi), workDir, warned);
  const recovery = createRecovery(strapi, table, roots, copies, journalIn);

  const announce: JobsContext['announce'] = (job, moment, error) => {
    emitJobEvent(strapi, job, moment === 'started' ? 'started' : endOf(job));
    if (error?.code === 'cancelled') strapi.log.info(`[lifeboat] ${job.kind}: ${error.message}`);
    else if (error) logFailure(strapi, error);
  };
  const { settle } = recovery;
  const hasSafetyCopy = copies.has;
  const jobs = createJobs({ table, settle, announce, hasSafetyCopy, warn });
  const runRestore = createRestoreRun({
    strapi,
    jobs,
    uploads,
    copies,
    gate: siteGate,
    createStore: (job) => createStore(job.id, job.warned),
    severalInstances: config.severalInstances,
    pauseBackground: () => pauseBackground(strapi),
    refresh: (warned) => refreshServer(strapi, warned),
    hasCommitted: async (jobId) => hasCommitted(await table.find(jobId)),
  });

  return {
    jobs,
    contentTypes,
    countSiteFiles: () => countSiteFiles(strapi),
    reports,
    uploads,
    archives,
    arrivals: createArrivals(strapi, uploads, reports, archives, config),
    exports: createExports(strapi, jobs, exporter, config),
    restores: createRestores(strapi, jobs, uploads, reports, copies, table, runRestore),
    recovery,
    neighbours: createNeighbours({
      table,
      gate: siteGate,
      pauseBackground: () => pauseBackground(strapi),
      refresh: () => refreshServer(strapi, ({ message }) => warn(message)),
      warn: (problem) => warn(inOneLine(problem)),
    }),
  };
}

/** The one service that Strapi registers; see {@link getServices}. */
export default { lifeboat: ({ strapi }: { strapi: Core.Strapi }) => createServices(strapi) };

export function getServices(): Services {
  return strapi.plugin('lifeboat').service('lifeboat');
}

/** Somebody who found the lease run out may have finished it already. */
function hasCommitted(record: JobRecord | undefined): boolean {
  if (record?.state === 'ended') return record.snapshot.state === 'done';
  return record?.state === 'committed' || record?.state === 'placed';
}

function endOf({ state }: ListedJob): 'done' | 'failed' | 'cancelled' {
  return state === 'done' || state === 'cancelled' ? state : 'failed';
}
