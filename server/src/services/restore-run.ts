import type { Core } from '@strapi/types';
import { createModels } from '../database/model';
import { prepareTransaction } from '../database/prepare-transaction';
import { createReader } from '../database/reader';
import { LifeboatError } from '../errors';
import { loadDataTransfer } from '../host/data-transfer';
import { inOneLine } from '../log';
import type { AssetStore } from '../transfer/assets/asset-store';
import { presentAssets } from '../transfer/assets/present-assets';
import type { Scope } from '../transfer/filter';
import { runTransfer } from '../transfer/run';
import { createStagingSource, readStagedAssets } from '../transfer/staging/staging-source';
import { createStrapiDestination } from '../transfer/strapi-destination';
import { type LongTransaction, openTransaction } from '../transfer/transaction';
import { finishRestore } from './after-commit';
import { askAgain } from './ask-again';
import type { Job } from './job';
import type { Jobs } from './jobs';
import type { SafetyCopies } from './safety-copies';
import { untilSeen } from './neighbours';
import type { SiteGate } from './site-gate';
import { type Step, doAll } from './steps';
import type { Upload, Uploads } from './uploads';
import { type Warn, warning } from '../warnings';

export interface Restore {
  scope: Scope;
  /** What the safety copy holds; none is made without. */
  copyScope?: Scope;
  /** Where the archive comes from; checked already, or checks it. */
  upload(): Promise<Upload>;
  /** Whether nobody else wants the upload once the restore has ended, however it did. */
  ownsUpload?: boolean;
}

/** Runs a restore to its end, whatever that is. Never rejects. */
export type RestoreRun = (job: Job, restore: Restore) => Promise<void>;

export interface RestoreContext {
  strapi: Core.Strapi;
  jobs: Jobs;
  uploads: Uploads;
  copies: SafetyCopies;
  gate: SiteGate;
  createStore(job: Job): AssetStore;
  /** Whether other servers share the database, and look once a second whether one restores. */
  severalInstances: boolean;
  /** What writes by itself, such as cron jobs, is held. @returns what lets it go on */
  pauseBackground(): () => void;
  /** Makes the running server behave as one that was started on the new data. Must not throw. */
  refresh(warn: Warn): Promise<void>;
  /** Whether the mark of a job is in the database. @throws when it can't be asked */
  hasCommitted(jobId: string): Promise<boolean>;
}

/**
 * A restore is done wholly or not at all. Up to the commit each step is undone when it or a later one fails:
 *
 * 1. unpack          | the staging of an undo is dropped
 * 2. stopWriting     | the site is opened again, cron goes on
 * 3. makeSafetyCopy  | the copy is removed
 * 4. bringFiles      | the store takes its files back (a cloud's; local ones wait in the staging)
 * 5. closeSite       | as in 2
 * 6. openTransaction | rolled back
 * 7. replaceContent  | (in the transaction)
 * 8. writeJournal    | as in 4
 * 9. mark            | (in the transaction)
 * 10. commit         | asks the database for the mark if the connection breaks: it decides
 *
 * After it nothing is undone (`after-commit.ts`); a crash is finished by the next start (`recovery.ts`):
 *
 * 11. placeFiles: old files go, new ones into place
 * 12. refreshServer: which has the old content's settings in memory
 * 13. openSite
 * 14. tidyUp: staging, older safety copies
 */
export function createRestoreRun(context: RestoreContext): RestoreRun {
  const { strapi, jobs, uploads, copies, gate } = context;
  const dataTransfer = loadDataTransfer(strapi);
  const models = createModels(strapi);

  return async function runRestore(job, restore) {
    const { scope, copyScope } = restore;
    const lease = jobs.lease(job);
    const store = context.createStore(job);
    let upload: Upload | undefined;
    let transaction: LongTransaction | undefined;
    let resumeBackground: (() => void) | undefined;
    /** Whether it is not known if the database has committed: then nothing must be taken back. */
    let undecided = false;
    let isLost = false;

    async function takeFilesBack(): Promise<void> {
      // Who took over settles it, and may have stored files of the same names since.
      const isTheirs = store.bring !== undefined && (isLost || isLeaseLost(job.signal.reason));
      if (!undecided && !isTheirs) await store.rollback();
    }

    async function openSite(): Promise<void> {
      await gate.set('open');
      const resume = resumeBackground;
      resumeBackground = undefined;
      try {
        resume?.();
      } catch (error) {
        warn(error);
        job.warned(warning('tasksStopped', {}));
      }
    }

    const untilCommit: Step[] = [
      {
        name: 'unpack',
        async do() {
          job.step = 'unpack';
          upload = await restore.upload();
          uploads.hold(upload.id);
          job.sha256 = upload.archive.sha256;
          job.archiveBytes = upload.archive.bytes;
          setTotals(job, upload, scope);
        },
        async undo() {
          if (!upload) return;
          // What failed can be tried again without another upload.
          uploads.release(upload.id);
          if (undecided) uploads.leaveToNextStart(upload.id);
          else if (restore.ownsUpload) await uploads.drop(upload.id).catch(warn);
        },
      },
      {
        name: 'stopWriting',
        async do() {
          if (copyScope) job.step = 'safetyCopy';
          resumeBackground = context.pauseBackground();
          await gate.set('readOnly');
          // What they wrote until they know of it would be in no safety copy.
          if (context.severalInstances) await untilSeen(job.signal);
        },
        undo: openSite,
      },
      {
        name: 'makeSafetyCopy',
        async do() {
          if (!copyScope) return;
          await copies.make(job, copyScope);
          job.safetyCopy = { exclude: copyScope.exclude };
        },
        async undo() {
          if (undecided) return;
          job.safetyCopy = undefined;
          await copies.remove(job.id).catch(warn);
        },
      },
      {
        name: 'bringFiles',
        async do() {
          if (!store.bring) return;
          job.step = 'files';
          await lease.note('bringing');
          const reader = await createReader(models.dialect, strapi.db.connection);
          // Also without any: logos come with the settings, and must not take the place of what is there either.
          const staged = scope.has('files') ? readStagedAssets(upload!.folders) : none();
          await store.bring(presentAssets(reader, models, store.provider), staged, job.signal);
        },
        undo: takeFilesBack,
      },
      {
        name: 'closeSite',
        async do() {
          job.step = 'content';
          await gate.set('closed');
        },
        undo: openSite,
      },
      {
        name: 'openTransaction',
        async do() {
          // The one connection of SQLite is taken from here on, and its file locked for everybody else.
          if (models.dialect === 'sqlite') await lease.pause();
          transaction = await openTransaction(strapi);
          const types = [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)];
          await transaction.attach((trx) =>
            prepareTransaction(trx, models, types.filter(scope.includes)),
          );
        },
        async undo() {
          await transaction?.rollback();
          await lease.resume().catch(warn);
        },
      },
      {
        name: 'replaceContent',
        do: () =>
          runTransfer(dataTransfer, {
            source: createStagingSource(upload!.folders),
            destination: createStrapiDestination(
              dataTransfer,
              strapi,
              scope,
              transaction!,
              store,
              upload!.folders.assetsDir,
              job,
            ),
            scope,
            observer: job,
            signal: job.signal,
          }),
      },
      {
        name: 'writeJournal',
        async do() {
          await store.prepare();
          job.signal.throwIfAborted();
          job.committing();
        },
      },
      {
        name: 'mark',
        async do() {
          job.step = 'commit';
          await lease.pause();
          await transaction!
            .attach((trx) => lease.markCommitted(trx))
            .catch((error: unknown) => {
              isLost = isLeaseLost(error);
              throw error;
            });
        },
      },
      { name: 'commit', do: () => commit(transaction!) },
    ];

    /** A connection that breaks at the commit leaves open whether the database got to hear of it. */
    async function commit(open: LongTransaction): Promise<void> {
      try {
        await open.commit();
      } catch (error) {
        if (!(await hasCommittedAfterAll(error))) throw error;
      }
    }

    async function hasCommittedAfterAll(cause: unknown): Promise<boolean> {
      try {
        return await askAgain(() => context.hasCommitted(job.id), warn);
      } catch {
        undecided = true;
        throw new LifeboatError('outcomeUnknown', {}, { cause });
      }
    }

    await job.run(async () => {
      await doAll(untilCommit, () => job.signal.throwIfAborted());
      await finishRestore({
        job,
        lease,
        store,
        uploadId: upload!.id,
        uploads,
        copies,
        refresh: context.refresh,
        openSite,
        warn,
      });
    });

    function warn(error: unknown): void {
      strapi.log.warn(`[lifeboat] ${inOneLine(error)}`);
    }
  };
}

async function* none(): AsyncGenerator<never> {}

function isLeaseLost(error: unknown): boolean {
  return error instanceof LifeboatError && error.code === 'leaseLost';
}

function setTotals(job: Job, { archive }: Upload, scope: Scope): void {
  const types = Object.entries(archive.entities);
  const moved = types.filter(([uid]) => scope.includes(uid));
  job.setTotal(
    'entities',
    moved.reduce((sum, [, rows]) => sum + rows, 0),
  );
  // How many links have both ends in some of the types, nobody has counted.
  if (moved.length === types.length) job.setTotal('links', archive.links);
  job.setTotal('assets', archive.assets.count);
  job.setTotal('configuration', archive.configuration);
}
