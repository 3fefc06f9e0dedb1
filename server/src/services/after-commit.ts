import { LifeboatError } from '../errors';
import type { AssetStore } from '../transfer/assets/asset-store';
import { askAgain } from './ask-again';
import type { Job } from './job';
import type { JobLease } from './jobs';
import type { SafetyCopies } from './safety-copies';
import { reach } from './steps';
import type { Uploads } from './uploads';
import type { JobWarning } from '../../../shared/contract';
import { type Warn, warning } from '../warnings';

export interface Committed {
  job: Job;
  lease: JobLease;
  store: AssetStore;
  uploadId: string;
  uploads: Pick<Uploads, 'release' | 'drop' | 'leaveToNextStart'>;
  copies: Pick<SafetyCopies, 'prune'>;
  refresh(warn: Warn): Promise<void>;
  /** Must not throw. */
  openSite(): Promise<void>;
  warn(error: unknown): void;
}

/**
 * What follows the commit of a restore. It stands by then: what fails is told as a warning, and keeps nothing else from
 * being done.
 * @throws LifeboatError `filesNotPlaced`, `takenOver`; the site is open again then, too
 */
export async function finishRestore(restore: Committed): Promise<void> {
  const { job, uploads, uploadId } = restore;
  try {
    await holdOn(restore);
    await placeFiles(restore);
  } catch (error) {
    uploads.leaveToNextStart(uploadId);
    throw error;
  } finally {
    job.step = 'refresh';
    await inSpiteOf(
      restore,
      'refreshServer',
      () => restore.refresh(job.warned),
      warning('nothingRefreshed', {}),
    );
    await inSpiteOf(restore, 'openSite', async () => undefined, warning('openedLate', {}));
    await restore.openSite();
  }
  // Should the rest fail, the upload goes after its time.
  uploads.release(uploadId);
  await inSpiteOf(restore, 'tidyUp', () => tidyUp(restore), warning('notTidied', {}));
}

/** Whoever finds the lease run out finishes the restore: two at once would be in each other's way. */
async function holdOn({ lease, warn }: Committed): Promise<void> {
  let isOurs: boolean;
  try {
    isOurs = await askAgain(lease.resume, warn);
  } catch (cause) {
    throw new LifeboatError('filesNotPlaced', {}, { cause });
  }
  if (!isOurs) throw new LifeboatError('takenOver');
}

async function placeFiles({ job, lease, store, warn }: Committed): Promise<void> {
  job.step = 'place';
  try {
    await reach('placeFiles');
    await store.commit();
  } catch (cause) {
    throw new LifeboatError('filesNotPlaced', {}, { cause });
  }
  try {
    await lease.note('placed');
    await store.forget();
  } catch (error) {
    // The journal stays until the end is noted; carried out again, it changes nothing.
    warn(error);
  }
}

async function tidyUp({ uploads, uploadId, copies }: Committed): Promise<void> {
  await uploads.drop(uploadId);
  await copies.prune();
}

/** @param amiss what is told when the step fails */
async function inSpiteOf(
  { job, warn }: Committed,
  name: string,
  work: () => Promise<void>,
  amiss: JobWarning,
): Promise<void> {
  try {
    await reach(name);
    await work();
  } catch (error) {
    warn(error);
    job.warned(amiss);
  }
}
