import { createRequire } from 'node:module';
import path from 'node:path';
import type { Core } from '@strapi/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pauseBackground } from './background';

interface Cron {
  jobs: { job: { pause(): void }; name: string | null }[];
  add(tasks: Record<string, { task: () => unknown; options: string | Date }>): unknown;
  remove(name: string): unknown;
  start(): unknown;
  destroy(): unknown;
}

/** Strapi's own, which its package does not export. */
function createCron(): Cron {
  const require = createRequire(import.meta.url);
  const core = path.dirname(
    createRequire(require.resolve('@strapi/strapi/package.json')).resolve(
      '@strapi/core/package.json',
    ),
  );
  return (require(path.join(core, 'dist/services/cron.js')) as () => Cron)();
}

const EVERY_MINUTE = '0 * * * * *';
const MINUTE_MS = 60_000;

describe('pauseBackground', () => {
  let cron: Cron;
  let ran: string[];
  let logged: unknown[];
  let strapi: Core.Strapi;

  const add = (name: string, options: string | Date, task: () => unknown = () => undefined) =>
    cron.add({
      [name]: {
        options,
        task: () => {
          ran.push(name);
          return task();
        },
      },
    });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2026-01-01T12:00:30Z') });
    ran = [];
    logged = [];
    cron = createCron();
    const log = { error: (...words: unknown[]) => logged.push(...words) };
    strapi = { cron, log } as unknown as Core.Strapi;
    // The cron service reads the global.
    vi.stubGlobal('strapi', strapi);
    cron.start();
  });

  afterEach(() => {
    cron.destroy();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('lets no job run until it is resumed, and then as before', async () => {
    add('each minute', EVERY_MINUTE);
    await pass(MINUTE_MS);
    expect(ran).toHaveLength(1);
    const resume = pauseBackground(strapi);
    await pass(10 * MINUTE_MS);
    expect(ran).toHaveLength(1);
    resume();
    await pass(0);
    // Once for all the times that it was held.
    expect(ran).toHaveLength(2);
    await pass(2 * MINUTE_MS);
    expect(ran).toHaveLength(4);
  });

  it('has a job run once that was to run just then and never again', async () => {
    add('release', new Date(Date.now() + MINUTE_MS));
    const resume = pauseBackground(strapi);
    await pass(2 * MINUTE_MS);
    expect(ran).toEqual([]);
    resume();
    resume();
    await pass(MINUTE_MS);
    expect(ran).toEqual(['release']);
  });

  it('has nothing run late that was not due', async () => {
    add('later', new Date(Date.now() + 5 * MINUTE_MS));
    pauseBackground(strapi)();
    await pass(MINUTE_MS);
    expect(ran).toEqual([]);
    await pass(5 * MINUTE_MS);
    expect(ran).toEqual(['later']);
  });

  it('holds jobs that are added in between, and forgets those that are removed', async () => {
    add('removed', EVERY_MINUTE);
    const resume = pauseBackground(strapi);
    add('added', EVERY_MINUTE);
    cron.remove('removed');
    await pass(3 * MINUTE_MS);
    expect(ran).toEqual([]);
    resume();
    await pass(MINUTE_MS);
    expect(ran).toEqual(['added']);
  });

  it('leaves alone what was stopped before', async () => {
    add('stopped', EVERY_MINUTE);
    cron.jobs[0]!.job.pause();
    const resume = pauseBackground(strapi);
    await pass(2 * MINUTE_MS);
    resume();
    await pass(2 * MINUTE_MS);
    expect(ran).toEqual([]);
  });

  it('tells of a late job that fails', async () => {
    const failure = new Error('no such release');
    add('release', new Date(Date.now() + MINUTE_MS), () => Promise.reject(failure));
    const resume = pauseBackground(strapi);
    await pass(2 * MINUTE_MS);
    resume();
    await pass(0);
    expect(logged).toContain(failure);
  });

  it('does nothing where there are no jobs', () => {
    expect(pauseBackground(strapi)).not.toThrow();
  });
});
