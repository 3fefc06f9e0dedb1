import { beforeEach, expect, it } from 'vitest';
import type { AssetStore } from '../transfer/assets/asset-store';
import { type Committed, finishRestore } from './after-commit';
import type { Job } from './job';
import type { JobLease } from './jobs';

let done: string[];
let warnings: string[];
let restore: Committed;

const step = (name: string) => async () => void done.push(name);

beforeEach(() => {
  done = [];
  warnings = [];
  const lease: Partial<JobLease> = {
    resume: async () => true,
    note: async (state) => void done.push(`note ${state}`),
  };
  const store: Partial<AssetStore> = { commit: step('commit'), forget: step('forget') };
  const job: Partial<Job> = { warned: ({ message }) => void warnings.push(message) };
  restore = {
    job: job as Job,
    lease: lease as JobLease,
    store: store as AssetStore,
    uploadId: 'an upload',
    uploads: {
      release: () => void done.push('release'),
      drop: step('drop'),
      leaveToNextStart: () => void done.push('leave'),
    },
    copies: { prune: step('prune') },
    refresh: step('refresh'),
    openSite: step('open'),
    warn: () => undefined,
  };
});

const AT_THE_END = ['refresh', 'open', 'release', 'drop', 'prune'];

it('the files are placed, that is noted, and the journal forgotten, in this order', async () => {
  await finishRestore(restore);
  expect(done).toEqual(['commit', 'note placed', 'forget', ...AT_THE_END]);
  expect(warnings).toEqual([]);
});

it('who has lost the lease leaves the files to whoever has it, and opens the site', async () => {
  restore.lease.resume = async () => false;
  await expect(finishRestore(restore)).rejects.toMatchObject({ code: 'takenOver' });
  expect(done).toEqual(['leave', 'refresh', 'open']);
});

it('files that can’t be placed now are left to the next start', async () => {
  restore.store.commit = () => Promise.reject(new Error('EIO'));
  await expect(finishRestore(restore)).rejects.toMatchObject({ code: 'filesNotPlaced' });
  expect(done).toEqual(['leave', 'refresh', 'open']);
});

it('the journal stays when it can’t be noted that the files are placed', async () => {
  restore.lease.note = () => Promise.reject(new Error('the database is away'));
  await finishRestore(restore);
  expect(done).toEqual(['commit', ...AT_THE_END]);
});

it('what fails afterwards is a warning and keeps nothing else from being done', async () => {
  restore.refresh = () => Promise.reject(new Error('no'));
  restore.uploads.drop = () => Promise.reject(new Error('no'));
  await finishRestore(restore);
  expect(done).toEqual(['commit', 'note placed', 'forget', 'open', 'release']);
  expect(warnings).toHaveLength(2);
});
