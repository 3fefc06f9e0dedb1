import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '@strapi/types';
import { createModels } from '../database/model';
import { prepareTransaction } from '../database/prepare-transaction';
import { createReader } from '../database/reader';
import { LifeboatError } from '../errors';
import { loadDataTransfer } from '../host/data-transfer';
import type { AssetStore } from '../transfer/assets/asset-store';
import { presentAssets } from '../transfer/assets/present-assets';
import type { Scope } from '../transfer/filter';
import { runTransfer } from '../transfer/run';
import { createStagingSource, readStagedAssets } from '../transfer/staging/staging-source';
import { createStrapiDestination } from '../transfer/strapi-destination';
import { type LongTransaction, openTransaction } from '../transfer/transaction';
import type { Job } from './job';
import type { Jobs } from './jobs';
import type { SafetyCopies } from './safety-copies';
import type { SiteGate } from './site-gate';
import { type Step, doAll, reach } from './steps';
import type { Upload, Uploads } from './uploads';

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

/** How often, and how far apart, the database is asked for the mark after a commit that broke off. */
const ASKED_TIMES = 10;
const ASKED_EVERY_MS = 1000;

export interface RestoreContext {
  strapi: Core.Strapi;
  jobs: Jobs;
  uploads: Uploads;
  copies: SafetyCopies;
  gate: SiteGate;
  createStore(job: Job): AssetStore;
  /** What writes by itself, such as cron jobs, is held. @returns what lets it go on */
  pauseBackground(): () => void;
  /** Makes the running server behave as one that was started on the new data. Must not throw. */
  refresh(warn: (message: string) => void): Promise<void>;
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
 * After it nothing is undone; a crash is finished by the next start (`recovery.ts`):
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

    async function takeFilesBack(): Promise<void> {
      if (!undecided) await store.rollback();
    }

    async function openSite(): Promise<void> {
      await gate.set('open');
      resumeBackground?.();
      resumeBackground = undefined;
    }

    const untilCommit: Step[] = [
      {
        name: 'unpack',
        async do() {
          job.step = 'unpack';
          upload = await restore.upload();
          uploads.hold(upload.id);
          job.sha256 = upload.archive.sha256;
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
          if (!store.bring || !scope.has('files')) return;
          job.step = 'files';
          const reader = await createReader(models.dialect, strapi.db.connection);
          const staged = readStagedAssets(upload!.folders);
          await store.bring(presentAssets(reader, models), staged, job.signal);
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
          lease.resume();
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
          await transaction!.attach((trx) => lease.markCommitted(trx));
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
      for (let tries = 0; tries < ASKED_TIMES; tries += 1) {
        if (tries > 0) await sleep(ASKED_EVERY_MS);
        try {
          return await context.hasCommitted(job.id);
        } catch (error) {
          warn(error);
        }
      }
      undecided = true;
      throw new LifeboatError('outcomeUnknown', {}, { cause });
    }

    async function placeFiles(): Promise<void> {
      job.step = 'place';
      try {
        await reach('placeFiles');
        await store.commit();
      } catch (cause) {
        throw new LifeboatError('filesNotPlaced', {}, { cause });
      }
    }

    async function refreshServer(): Promise<void> {
      job.step = 'refresh';
      await reach('refreshServer');
      await context.refresh(job.warned);
    }

    async function tidyUp(): Promise<void> {
      await reach('tidyUp');
      uploads.release(upload!.id);
      await uploads.drop(upload!.id);
      await copies.prune();
    }

    async function afterCommit(): Promise<void> {
      lease.resume();
      try {
        await placeFiles();
      } catch (error) {
        uploads.leaveToNextStart(upload!.id);
        throw error;
      } finally {
        await refreshServer().catch(warn);
        await openSite();
      }
      await tidyUp().catch(warn);
    }

    await job.run(async () => {
      await doAll(untilCommit, () => job.signal.throwIfAborted());
      await afterCommit();
    });

    function warn(error: unknown): void {
      strapi.log.warn(`[lifeboat] ${String(error)}`);
    }
  };
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
