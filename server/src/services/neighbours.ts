import { setTimeout as sleep } from 'node:timers/promises';
import type { JobTable } from '../state/job-table';
import { holderHere } from '../state/holder';
import type { SiteGate } from './site-gate';

export interface NeighboursContext {
  table: Pick<JobTable, 'current'>;
  gate: Pick<SiteGate, 'set'>;
  /** @returns what lets it go on */
  pauseBackground(): () => void;
  /** Brings this server up to date with the database. */
  refresh(): Promise<void>;
  warn(problem: unknown): void;
}

/** Looks after what other instances that share the database do to the site. */
export interface Neighbours {
  start(): void;
  stop(): void;
  /** What is done every second. */
  look(): Promise<void>;
}

/** A restore waits for longer than this before it touches anything, see {@link untilSeen}. */
const LOOK_EVERY_MS = 1000;
/** For the database's answer, and for what was being written when they looked. */
const SEEN_AFTER_MS = LOOK_EVERY_MS + 1000;

/** Resolves when the others have seen a job that began now. @throws the signal's reason */
export async function untilSeen(signal: AbortSignal): Promise<void> {
  await sleep(SEEN_AFTER_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
}

/**
 * While another instance restores, this one lets nobody write, holds what is timed, and reads what the database still
 * shows: all of the old, then all of the new. Afterwards it catches up.
 */
export function createNeighbours(context: NeighboursContext): Neighbours {
  const { table, gate, warn } = context;
  let timer: NodeJS.Timeout | undefined;
  let resume: (() => void) | undefined;
  let isLooking = false;

  async function compare(): Promise<void> {
    const job = await table.current();
    const isOurs = job?.holder === holderHere;
    const isTheirs = job?.kind === 'restore' && !isOurs;
    if (isTheirs && !resume) {
      resume = context.pauseBackground();
      await gate.set('readOnly');
    } else if (!isTheirs && resume) {
      await context.refresh();
      resume();
      resume = undefined;
      // A job of this server's own that has begun since has the gate in its hand.
      if (!isOurs) await gate.set('open');
    }
  }

  const neighbours: Neighbours = {
    start() {
      timer = setInterval(() => void neighbours.look(), LOOK_EVERY_MS);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
    },
    async look() {
      if (isLooking) return;
      isLooking = true;
      // A database that can't be asked now is asked again in a moment; until then all stays as it is.
      await compare().catch(warn);
      isLooking = false;
    },
  };
  return neighbours;
}
