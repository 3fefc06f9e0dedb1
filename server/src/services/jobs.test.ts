import { describe, expect, it } from 'vitest';
import { LifeboatError } from '../errors';
import type { JobRecord, JobTable } from '../state/job-table';
import { type Jobs, createJobs } from './jobs';

const ANNA = { id: 1, name: 'Anna' };
const BEN = { id: 2, name: 'Ben' };

/** What the database does for several processes, for this one. */
function tableInMemory(): JobTable {
  let running: JobRecord | undefined;
  const ended: JobRecord[] = [];
  return {
    async begin(record) {
      if (running) return false;
      running = { ...record, state: 'running', isExpired: false };
      return true;
    },
    current: async () => running,
    find: async (jobId) => [running, ...ended].find((record) => record?.jobId === jobId),
    recent: async (limit) => ended.slice(0, limit),
    lastExport: async () =>
      ended.find(({ kind, snapshot }) => kind === 'export' && snapshot.state === 'done'),
    renew: async () => true,
    takeOver: async () => true,
    markCommitted: async () => true,
    note: async () => true,
    async end(_jobId, _holder, snapshot) {
      ended.unshift({ ...running!, snapshot, state: 'ended' });
      running = undefined;
    },
    async leave(_jobId, _holder, snapshot) {
      Object.assign(running!, { isExpired: true, snapshot });
    },
  };
}

function newJobs(table = tableInMemory(), announced: string[] = []): Jobs {
  return createJobs({
    table,
    settle: async ({ isExpired, jobId, holder, snapshot }) => {
      if (isExpired) await table.end(jobId, holder, snapshot);
      return isExpired;
    },
    announce: ({ kind, state }, moment) => announced.push(`${kind} ${moment} ${state}`),
    hasSafetyCopy: async () => true,
    warn: (message) => announced.push(message),
  });
}

const codeOf = async (action: () => unknown): Promise<string | undefined> => {
  try {
    await action();
    return undefined;
  } catch (error) {
    return (error as LifeboatError).code;
  }
};

describe('jobs', () => {
  it('run one at a time, whatever their kind', async () => {
    const jobs = newJobs();
    const job = await jobs.start('export', ANNA);
    expect(await codeOf(() => jobs.start('restore', BEN))).toBe('jobRunning');
    await job.run(async () => undefined);
    expect(await codeOf(() => jobs.start('restore', BEN))).toBeUndefined();
  });

  it('are found by id and ticket only', async () => {
    const jobs = newJobs();
    const job = await jobs.start('export', ANNA);
    expect(jobs.find(job.id, job.ticket)).toBe(job);
    for (const [id, ticket] of [
      [job.id, ''],
      [job.id, job.ticket.slice(1)],
      [job.id, `${job.ticket} `],
      ['other', job.ticket],
      ['other', ''],
    ]) {
      expect(await codeOf(() => jobs.find(id!, ticket!))).toBe('jobNotFound');
    }
  });

  it('have tickets of 256 bits, all different', async () => {
    const tickets = new Set<string>();
    for (let i = 0; i < 100; i += 1) tickets.add((await newJobs().start('export', ANNA)).ticket);
    expect(tickets.size).toBe(100);
    for (const ticket of tickets) expect(Buffer.from(ticket, 'base64url')).toHaveLength(32);
  });

  it('show their ticket to the one who started them', async () => {
    const jobs = newJobs();
    const { ticket } = await jobs.start('export', ANNA);
    expect((await jobs.list(ANNA)).running?.ticket).toBe(ticket);
    expect((await jobs.list(BEN)).running?.ticket).toBeUndefined();
    expect((await jobs.list(BEN)).running?.startedBy).toBe('Anna');
  });

  it('remember how the last ones ended', async () => {
    const jobs = newJobs();
    for (let i = 0; i < 50; i += 1)
      await (await jobs.start('export', ANNA)).run(async () => undefined);
    const { running, recent } = await jobs.list(ANNA);
    expect(running).toBeNull();
    expect(recent.length).toBeGreaterThanOrEqual(20);
    expect(recent.length).toBeLessThan(50);
  });
});

describe('the last good export', () => {
  it('is nothing before there is one', async () => {
    const jobs = newJobs();
    expect((await jobs.list(ANNA)).lastExport).toBeNull();
    await (await jobs.start('restore', ANNA)).run(async () => undefined);
    const failing = await jobs.start('export', ANNA);
    await failing.run(async () => Promise.reject(new Error('no')));
    expect((await jobs.list(ANNA)).lastExport).toBeNull();
  });

  it('is told however many jobs have ended since', async () => {
    const jobs = newJobs();
    const good = await jobs.start('export', BEN);
    await good.run(async () => good.rowsWritten('api::tag.tag', 3));
    for (let i = 0; i < 50; i += 1)
      await (await jobs.start('restore', ANNA)).run(async () => undefined);
    const { recent, lastExport } = await jobs.list(ANNA);
    expect(recent.map(({ id }) => id)).not.toContain(good.id);
    expect(lastExport).toMatchObject({
      id: good.id,
      startedBy: 'Ben',
      rows: { 'api::tag.tag': 3 },
    });
  });
});

describe('the table that instances share', () => {
  const ok = async (): Promise<void> => undefined;

  it('lets no other process begin, and shows its job without a ticket', async () => {
    const table = tableInMemory();
    const [here, elsewhere] = [newJobs(table), newJobs(table)];
    const job = await here.start('restore', ANNA);
    expect(await codeOf(() => elsewhere.start('export', ANNA))).toBe('jobRunning');
    const { running } = await elsewhere.list(ANNA);
    expect(running).toMatchObject({ id: job.id, kind: 'restore', startedBy: 'Anna' });
    expect(running?.ticket).toBeUndefined();
    await job.run(ok);
    expect(await codeOf(() => elsewhere.start('export', ANNA))).toBeUndefined();
  });

  it('settles what a process left before it begins another', async () => {
    const table = tableInMemory();
    await newJobs(table).start('restore', ANNA);
    (await table.current())!.isExpired = true;
    const next = await newJobs(table).start('export', BEN);
    expect(next.kind).toBe('export');
    expect((await table.recent(9)).map(({ kind }) => kind)).toEqual(['restore']);
  });

  it('keeps the slot of a job whose files are still to be placed', async () => {
    const table = tableInMemory();
    const jobs = newJobs(table);
    const job = await jobs.start('restore', ANNA);
    await job.run(() => Promise.reject(new LifeboatError('filesNotPlaced')));
    expect(job.state).toBe('failed');
    expect(await table.current()).toMatchObject({ jobId: job.id, isExpired: true });
    const { running, recent } = await jobs.list(ANNA);
    expect(running).toBeNull();
    expect(recent[0]).toMatchObject({ id: job.id, state: 'failed' });
    await jobs.start('export', ANNA);
    expect((await table.recent(9))[0]?.jobId).toBe(job.id);
  });

  it('tells the start and the end of each job, and when an end could not be noted', async () => {
    const table = tableInMemory();
    const announced: string[] = [];
    const jobs = newJobs(table, announced);
    await (await jobs.start('export', ANNA)).run(ok);
    table.end = () => Promise.reject(new Error('gone'));
    await (await jobs.start('restore', ANNA)).run(ok);
    expect(announced).toEqual([
      'export started waiting',
      'export ended done',
      'restore started waiting',
      'The end of the restore could not be noted: Error: gone',
      'restore ended done',
    ]);
  });
});

describe('a job', () => {
  it('that throws has failed, with words and without the cause', async () => {
    const job = await newJobs().start('restore', ANNA);
    expect(await job.run(() => Promise.reject(new Error('secret detail')))).toBe(false);
    expect(job.snapshot()).toMatchObject({ state: 'failed', cancellable: false });
    expect(JSON.stringify(job.snapshot())).not.toContain('secret detail');
    expect(job.snapshot().error?.details.code).toBe('restoreFailed');
  });

  it('that is cancelled while it waits never runs', async () => {
    const job = await newJobs().start('export', ANNA);
    expect(job.cancel('downloadNotStarted')).toBe(true);
    let ran = false;
    expect(
      await job.run(async () => {
        ran = true;
      }),
    ).toBe(false);
    expect(ran).toBe(false);
    expect(job.snapshot()).toMatchObject({
      state: 'cancelled',
      error: { message: 'Cancelled: the download was not started in time.' },
    });
  });

  it('that is cancelled while it runs hears it by its signal', async () => {
    const job = await newJobs().start('export', ANNA);
    const running = job.run(
      () =>
        new Promise((_, reject) => {
          job.signal.addEventListener('abort', () => reject(job.signal.reason));
        }),
    );
    expect(job.cancel()).toBe(true);
    expect(await running).toBe(false);
    expect(job.state).toBe('cancelled');
  });

  it('can not be cancelled once it commits', async () => {
    const job = await newJobs().start('restore', ANNA);
    await job.run(async () => {
      job.committing();
      expect(job.cancel()).toBe(false);
      expect(job.signal.aborted).toBe(false);
    });
    expect(job.state).toBe('done');
  });

  it('keeps totals when figures come without', async () => {
    const job = await newJobs().start('restore', ANNA);
    job.setTotal('entities', 10);
    job.stageStarted('entities');
    job.stageProgressed('entities', { count: 3, bytes: 30 });
    expect(job.snapshot().stages[1]).toEqual({
      name: 'entities',
      state: 'running',
      count: 3,
      bytes: 30,
      total: { count: 10 },
    });
  });
});
