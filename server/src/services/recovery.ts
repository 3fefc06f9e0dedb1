import type { Core } from '@strapi/types';
import type { JobSnapshot } from '../../../shared/contract';
import { LifeboatError } from '../errors';
import { hasEnded, holderHere } from '../state/holder';
import { type JobRecord, type JobTable, LEASE_SECONDS } from '../state/job-table';
import type { Journal } from '../transfer/assets/asset-store';
import { reach } from './steps';
import type { SafetyCopies } from './safety-copies';
import type { StagingRoots } from './staging-roots';

export interface Recovery {
  /**
   * Finishes or undoes what a crashed process left of its job; the mark in the database says which.
   * @returns whether the job is settled: false while somebody may still be at it
   */
  settle(record: JobRecord): Promise<boolean>;
  /** At the start of a server: settles what can be settled, and looks again when a lease has run out. */
  start(): Promise<void>;
}

export function createRecovery(
  strapi: Core.Strapi,
  table: JobTable,
  roots: StagingRoots,
  copies: SafetyCopies,
  journalIn: (workDir: string) => Journal,
): Recovery {
  async function settle(record: JobRecord): Promise<boolean> {
    if (!record.isExpired && !hasEnded(record.holder)) return false;
    if (!(await table.takeOver(record, holderHere))) return false;
    const committed = record.state === 'committed';
    const last = lastSnapshot(record.snapshot, committed);
    try {
      await reach('settle');
      const journal = journalIn(roots.journal(record.jobId));
      if (committed) await journal.finish();
      else await journal.undo();
    } catch (error) {
      strapi.log.error(
        `[lifeboat] A ${record.kind} that a crash broke off could not be settled: ${String(error)}`,
      );
      await table.leave(record.jobId, holderHere, record.snapshot);
      return false;
    }
    if (!committed) await copies.remove(record.jobId);
    await table.end(record.jobId, holderHere, last);
    strapi.log.warn(
      `[lifeboat] A ${record.kind} was broken off by a crash and has been ${committed ? 'finished' : 'undone'}.`,
    );
    return true;
  }

  return {
    settle,
    async start() {
      const record = await table.current();
      const open = record && !(await settle(record)) ? record : undefined;
      if (!open) await copies.removeUnfinished();
      await roots.removeLeftovers(open?.holder);
      if (open && !hasEnded(open.holder)) lookAgain();
    },
  };

  /** Another instance may be at it, or may have crashed a moment ago. */
  function lookAgain(): void {
    const timer = setTimeout(
      async () => {
        try {
          const record = await table.current();
          if (record && record.holder !== holderHere && !(await settle(record))) lookAgain();
        } catch (error) {
          strapi.log.warn(`[lifeboat] ${String(error)}`);
        }
      },
      (LEASE_SECONDS + 1) * 1000,
    );
    timer.unref();
  }
}

function lastSnapshot(begun: JobSnapshot, committed: boolean): JobSnapshot {
  const endedAt = new Date().toISOString();
  const ended = { ...begun, step: undefined, endedAt, cancellable: false };
  if (committed) return { ...ended, state: 'done', error: undefined };
  return { ...ended, state: 'failed', error: new LifeboatError('interrupted').toBody() };
}
