import type { Core } from '@strapi/types';

/**
 * What we use of `@strapi/core` services/cron.js. Its jobs are those of node-schedule in older versions and of croner,
 * wrapped in the same words, in newer ones.
 */
interface Cron {
  jobs: { job: CronJob; name: string | null }[];
  start(): unknown;
  stop(): unknown;
}
interface CronJob {
  nextInvocation(): { getTime(): number } | null;
  invoke(): unknown;
  /** Only croner's. */
  isRunning?(): boolean;
  pause?(): unknown;
}

/**
 * Holds everything that is timed: the project's own tasks, and Strapi's, which all are such jobs (scheduled releases,
 * deletion of old history and audit logs, weekly metrics, the licence's check). A job that had begun goes on to its end.
 * @returns what lets them run again, once. A job that would have run in between runs then: Strapi itself forgets it,
 *   and a release that was to be published at that time never would be.
 */
export function pauseBackground(strapi: Core.Strapi): () => void {
  const cron = strapi.cron as unknown as Cron;
  const stopped = cron.jobs.filter(({ job }) => job.isRunning?.() === false);
  const due = new Map(
    cron.jobs
      .filter((spec) => !stopped.includes(spec))
      .map(({ job }) => [job, job.nextInvocation()?.getTime() ?? Infinity]),
  );
  cron.stop();

  let paused = true;
  return () => {
    if (!paused) return;
    paused = false;
    cron.start();
    // What others had stopped stays so.
    for (const { job } of stopped) job.pause?.();
    for (const { job, name } of cron.jobs) {
      if ((due.get(job) ?? Infinity) <= Date.now()) void runLate(strapi, job, name);
    }
  };
}

async function runLate(strapi: Core.Strapi, job: CronJob, name: string | null): Promise<void> {
  try {
    await job.invoke();
  } catch (error) {
    strapi.log.error(`[lifeboat] The cron job ${name ?? ''} failed:`, error);
  }
}
