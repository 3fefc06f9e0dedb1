import type { Core } from '@strapi/types';
import { beforeEach, describe, expect, it } from 'vitest';
import type { JobSnapshot } from '../../../shared/contract';
import type { JobRecord, JobTable, RecordState } from '../state/job-table';
import type { Journal } from '../transfer/assets/asset-store';
import { type Warn, warning } from '../warnings';
import { createRecovery } from './recovery';
import type { SafetyCopies } from './safety-copies';
import type { StagingRoots } from './staging-roots';

const EARLY = warning('linksOpen', { count: 1 });
const LOST = warning('fileLost', { name: 'c.txt' });

let done: string[];
let ended: JobSnapshot | undefined;
let isThere: boolean;
let finish: (warn: Warn) => Promise<void>;

beforeEach(() => {
  done = [];
  ended = undefined;
  isThere = true;
  finish = async () => void done.push('finish');
});

/** Settles what a process of another machine left in this state. */
function settle(state: RecordState): Promise<boolean> {
  const step = (name: string) => async () => void done.push(name);
  const table = {
    takeOver: async () => true,
    leave: step('leave'),
    async end(_jobId: string, _holder: string, snapshot: JobSnapshot) {
      done.push('end');
      ended = snapshot;
    },
  } as unknown as JobTable;
  const log = { warn: () => undefined, error: () => undefined };
  const journalIn = (_dir: string, warn: Warn): Journal => ({
    exists: async () => isThere,
    finish: () => finish(warn),
    undo: step('undo'),
    forget: step('forget'),
  });
  const recovery = createRecovery(
    { log } as unknown as Core.Strapi,
    table,
    { journal: (jobId) => jobId } as StagingRoots,
    { remove: step('remove copy') } as unknown as SafetyCopies,
    journalIn,
  );
  return recovery.settle({
    jobId: 'a job',
    kind: 'restore',
    state,
    holder: JSON.stringify({ host: 'elsewhere.test', pid: 1, life: 'a life' }),
    isExpired: true,
    startedBy: { id: '1', name: 'Anna' },
    snapshot: { warnings: [EARLY] } as JobSnapshot,
  } satisfies JobRecord);
}

describe('a restore that another process left', () => {
  it('after its commit is finished, and forgotten once that is noted', async () => {
    expect(await settle('committed')).toBe(true);
    expect(done).toEqual(['finish', 'end', 'forget']);
    expect(ended).toMatchObject({ state: 'done', warnings: [EARLY] });
  });

  it('comes to an end when files are gone, and says which', async () => {
    finish = async (warn) => warn(LOST);
    expect(await settle('committed')).toBe(true);
    expect(ended).toMatchObject({
      state: 'done',
      warnings: [EARLY, LOST],
    });
  });

  it('is left to the next when it may be finished later', async () => {
    finish = () => Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
    expect(await settle('committed')).toBe(false);
    expect(done).toEqual(['leave']);
  });

  it('after its commit is told as done with a warning when its plan is gone', async () => {
    isThere = false;
    expect(await settle('committed')).toBe(true);
    expect(ended).toMatchObject({ state: 'done' });
    expect(ended!.warnings[1]!.message).toMatch(
      /list of files to put in place is gone.*undo this restore/,
    );
  });

  it('whose files are in place needs no plan', async () => {
    isThere = false;
    expect(await settle('placed')).toBe(true);
    expect(done).toEqual(['end', 'forget']);
    expect(ended).toMatchObject({ state: 'done', warnings: [EARLY] });
  });

  it.each(['running', 'bringing'] as const)('before its commit is undone (%s)', async (state) => {
    expect(await settle(state)).toBe(true);
    expect(done).toEqual(['undo', 'end', 'remove copy', 'forget']);
    expect(ended).toMatchObject({ state: 'failed', warnings: [EARLY] });
  });

  it('before its commit says what may lie in a storage when its plan is gone', async () => {
    isThere = false;
    expect(await settle('running')).toBe(true);
    expect(ended!.warnings).toHaveLength(1);
    expect(await settle('bringing')).toBe(true);
    expect(ended!.warnings[1]!.message).toMatch(/Files of the archive .* may lie in the storage/);
  });
});
