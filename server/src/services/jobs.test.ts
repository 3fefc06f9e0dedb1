import { describe, expect, it } from 'vitest';
import type { LifeboatError } from '../errors';
import { type Jobs, createJobs } from './jobs';

const ANNA = { id: 1, name: 'Anna' };
const BEN = { id: 2, name: 'Ben' };

const newJobs = (): Jobs => createJobs(() => undefined);
const codeOf = (action: () => unknown): string | undefined => {
  try {
    action();
    return undefined;
  } catch (error) {
    return (error as LifeboatError).code;
  }
};

describe('jobs', () => {
  it('run one at a time, whatever their kind', async () => {
    const jobs = newJobs();
    const job = jobs.start('export', ANNA);
    expect(codeOf(() => jobs.start('restore', BEN))).toBe('jobRunning');
    await job.run(async () => undefined);
    expect(codeOf(() => jobs.start('restore', BEN))).toBeUndefined();
  });

  it('are found by id and ticket only', () => {
    const jobs = newJobs();
    const job = jobs.start('export', ANNA);
    expect(jobs.find(job.id, job.ticket)).toBe(job);
    for (const [id, ticket] of [
      [job.id, ''],
      [job.id, job.ticket.slice(1)],
      [job.id, `${job.ticket} `],
      ['other', job.ticket],
      ['other', ''],
    ]) {
      expect(codeOf(() => jobs.find(id!, ticket!))).toBe('jobNotFound');
    }
  });

  it('have tickets of 256 bits, all different', () => {
    const tickets = new Set<string>();
    for (let i = 0; i < 100; i += 1) tickets.add(newJobs().start('export', ANNA).ticket);
    expect(tickets.size).toBe(100);
    for (const ticket of tickets) expect(Buffer.from(ticket, 'base64url')).toHaveLength(32);
  });

  it('show their ticket to the one who started them', () => {
    const jobs = newJobs();
    const { ticket } = jobs.start('export', ANNA);
    expect(jobs.list(ANNA).running?.ticket).toBe(ticket);
    expect(jobs.list(BEN).running?.ticket).toBeUndefined();
    expect(jobs.list(BEN).running?.startedBy).toBe('Anna');
  });

  it('remember how the last ones ended', async () => {
    const jobs = newJobs();
    for (let i = 0; i < 50; i += 1) await jobs.start('export', ANNA).run(async () => undefined);
    const { running, recent } = jobs.list(ANNA);
    expect(running).toBeNull();
    expect(recent.length).toBeGreaterThanOrEqual(20);
    expect(recent.length).toBeLessThan(50);
  });
});

describe('a job', () => {
  it('that throws has failed, with words and without the cause', async () => {
    const job = newJobs().start('restore', ANNA);
    expect(await job.run(() => Promise.reject(new Error('secret detail')))).toBe(false);
    expect(job.snapshot()).toMatchObject({ state: 'failed', cancellable: false });
    expect(JSON.stringify(job.snapshot())).not.toContain('secret detail');
    expect(job.snapshot().error?.details.code).toBe('restoreFailed');
  });

  it('that is cancelled while it waits never runs', async () => {
    const job = newJobs().start('export', ANNA);
    expect(job.cancel('too slow')).toBe(true);
    let ran = false;
    expect(
      await job.run(async () => {
        ran = true;
      }),
    ).toBe(false);
    expect(ran).toBe(false);
    expect(job.snapshot()).toMatchObject({
      state: 'cancelled',
      error: { message: 'Cancelled: too slow.' },
    });
  });

  it('that is cancelled while it runs hears it by its signal', async () => {
    const job = newJobs().start('export', ANNA);
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
    const job = newJobs().start('restore', ANNA);
    await job.run(async () => {
      job.committing();
      expect(job.cancel()).toBe(false);
      expect(job.signal.aborted).toBe(false);
    });
    expect(job.state).toBe('done');
  });

  it('keeps totals when figures come without', () => {
    const job = newJobs().start('restore', ANNA);
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
