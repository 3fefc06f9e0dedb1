import type { Core } from '@strapi/types';
import type { JobSnapshot, JobWarning } from '../../../shared/contract';
import { LifeboatError } from '../errors';
import { inOneLine } from '../log';
import { hasEnded, holderHere } from '../state/holder';
import { type JobRecord, type JobTable, LEASE_SECONDS } from '../state/job-table';
import type { Journal } from '../transfer/assets/asset-store';
import { reach } from './steps';
import type { SafetyCopies } from './safety-copies';
import type { StagingRoots } from './staging-roots';
import { type Warn, createWarnings, warning } from '../warnings';

export interface Recovery {
  /**
   * Finishes or undoes what a crashed process left of its job; the mark in the database says which.
   * @returns whether the job is settled: false while somebody may still be at it
   */
  settle(record: JobRecord): Promise<boolean>;
  /** At the start of a server: settles what can be settled, and looks again when a lease has run out. */
  start(): Promise<void>;
  stop(): void;
}

/** What another machine left is there to be removed only once it has been silent for a while. */
const SWEEP_EVERY_MS = 10 * 60_000;

/** A disk that is replaced at each deployment takes the list of what was to be done with it. */
export function createRecovery(
  strapi: Core.Strapi,
  table: JobTable,
  roots: StagingRoots,
  copies: SafetyCopies,
  journalIn: (workDir: string, warn: Warn) => Journal,
): Recovery {
  let sweeping: NodeJS.Timeout | undefined;

  async function settle(record: JobRecord): Promise<boolean> {
    if (!record.isExpired && !hasEnded(record.holder)) return false;
    if (!(await table.takeOver(record, holderHere))) return false;
    const committed = record.state === 'committed' || record.state === 'placed';
    const warnings = createWarnings();
    const journal = journalIn(roots.journal(record.jobId), (one) => {
      strapi.log.warn(`[lifeboat] ${one.message}`);
      warnings.add(one);
    });
    let lost: JobWarning | undefined;
    try {
      await reach('settle');
      lost = await settleFiles(record, journal);
    } catch (error) {
      strapi.log.error(
        `[lifeboat] A ${record.kind} that a crash broke off could not be settled: ${inOneLine(error)}`,
      );
      await table.leave(record.jobId, holderHere, record.snapshot);
      return false;
    }
    await table.end(
      record.jobId,
      holderHere,
      lastSnapshot(record.snapshot, committed, [...(lost ? [lost] : []), ...warnings.list()]),
    );
    if (!committed) await copies.remove(record.jobId).catch(warn);
    await journal.forget().catch(warn);
    strapi.log.warn(
      `[lifeboat] A ${record.kind} was broken off by a crash and has been ${committed ? 'finished' : 'undone'}.`,
    );
    return true;
  }

  /** No job is open: what lies about is nobody's. */
  async function isIdle(): Promise<boolean> {
    return (await table.current()) === undefined;
  }

  const sweep = (): Promise<void> => roots.removeLeftovers(isIdle).catch(warn);

  function warn(error: unknown): void {
    strapi.log.warn(`[lifeboat] ${inOneLine(error)}`);
  }

  return {
    settle,
    async start() {
      const record = await table.current();
      const open = record && !(await settle(record)) ? record : undefined;
      if (!open) await copies.removeUnfinished();
      await sweep();
      if (open && !hasEnded(open.holder)) lookAgain();
      sweeping = setInterval(() => void sweep(), SWEEP_EVERY_MS).unref();
    },
    stop() {
      clearInterval(sweeping);
    },
  };

  /** Another instance may be at it, or may have crashed a moment ago. */
  function lookAgain(): void {
    const timer = setTimeout(
      async () => {
        try {
          const record = await table.current();
          if (!record || record.holder === holderHere) return;
          if (await settle(record)) await sweep();
          else lookAgain();
        } catch (error) {
          warn(error);
        }
      },
      (LEASE_SECONDS + 1) * 1000,
    );
    timer.unref();
  }
}

/** @returns what a person has to know when the journal is gone */
async function settleFiles(
  { state }: JobRecord,
  journal: Journal,
): Promise<JobWarning | undefined> {
  const isThere = await journal.exists();
  if (state === 'committed') {
    await journal.finish();
    return isThere ? undefined : warning('filesUnplaced', {});
  }
  if (state === 'placed') return undefined;
  await journal.undo();
  return state === 'bringing' && !isThere ? warning('filesLeftOver', {}) : undefined;
}

function lastSnapshot(begun: JobSnapshot, committed: boolean, warned: JobWarning[]): JobSnapshot {
  const endedAt = new Date().toISOString();
  const warnings = [...begun.warnings, ...warned];
  const ended = { ...begun, step: undefined, endedAt, cancellable: false, warnings };
  if (committed) return { ...ended, state: 'done', error: undefined };
  return { ...ended, state: 'failed', error: new LifeboatError('interrupted').toBody() };
}
