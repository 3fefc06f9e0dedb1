import type { Core } from '@strapi/types';
import type { JobCreated, ReportOptions, RestoreOptions } from '../../../shared/contract';
import { LifeboatError } from '../errors';
import { isPartial } from '../transfer/filter';
import type { JobTable } from '../state/job-table';
import type { Job, Owner } from './job';
import type { Jobs } from './jobs';
import type { Reports } from './report';
import type { RestoreRun } from './restore-run';
import type { SafetyCopies } from './safety-copies';
import { siteScope } from './site-scope';
import type { Upload, Uploads } from './uploads';

export interface Restores {
  /**
   * Starts a restore; it goes on after this has returned.
   * @throws LifeboatError when the upload is gone, something blocks the restore, or a job runs
   */
  create(options: RestoreOptions, owner: Owner): Promise<JobCreated>;
  /**
   * Starts a restore of the safety copy that an earlier one made.
   * @throws LifeboatError `noSafetyCopy`, `jobRunning`
   */
  undo(jobId: string, owner: Owner): Promise<JobCreated>;
}

/** The site may have been brought to another version since; what its content types no longer have is reported. */
const UNDO_STRATEGIES = { versionStrategy: 'ignore', schemaStrategy: 'strict' } as const;

export function createRestores(
  strapi: Core.Strapi,
  jobs: Jobs,
  uploads: Uploads,
  reports: Reports,
  copies: SafetyCopies,
  table: JobTable,
  runRestore: RestoreRun,
): Restores {
  async function checkFits(upload: Upload, options: ReportOptions): Promise<void> {
    const [blocker] = await reports.blockers(upload, options);
    if (blocker) throw blocker;
  }

  function start(job: Job, restore: Parameters<RestoreRun>[1]): JobCreated {
    void runRestore(job, restore);
    return { id: job.id, ticket: job.ticket };
  }

  return {
    async create(options, owner) {
      const { versionStrategy = 'exact', schemaStrategy = 'exact', safetyCopy = true } = options;
      const scope = siteScope(strapi, options);
      const upload = uploads.findOf(options.upload, owner);
      await checkFits(upload, { ...options, versionStrategy, schemaStrategy });

      const job = await jobs.start('restore', owner);
      job.filename = upload.archive.filename;
      job.archiveBytes = upload.archive.bytes;
      if (isPartial(options)) job.partial = true;
      return start(job, {
        scope,
        // All types: with some only, links between those and the others would be lost.
        copyScope: safetyCopy ? siteScope(strapi, { exclude: scope.exclude }) : undefined,
        upload: async () => upload,
      });
    },

    async undo(undone, owner) {
      const { safetyCopy, filename } = (await table.find(undone))?.snapshot ?? {};
      if (!safetyCopy || !(await copies.has(undone))) throw new LifeboatError('noSafetyCopy');
      const scope = siteScope(strapi, safetyCopy);
      const job = await jobs.start('restore', owner);
      job.undoes = undone;
      job.filename = filename;
      return start(job, {
        scope,
        copyScope: scope,
        ownsUpload: true,
        async upload() {
          const upload = await uploads.receive(await copies.open(undone), { filename: '' });
          await checkFits(upload, { ...UNDO_STRATEGIES, ...safetyCopy });
          return upload;
        },
      });
    },
  };
}
