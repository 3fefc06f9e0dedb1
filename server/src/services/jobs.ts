import { randomUUID } from 'node:crypto';
import {
  type JobKind,
  type JobList,
  type JobSnapshot,
  type JobState,
  type ListedJob,
  STAGES,
  type StageName,
  type StageProgress,
} from '../../../shared/contract';
import { LifeboatError, asLifeboatError } from '../errors';
import type { TransferObserver } from '../transfer/observer';
import { createTicket, ticketsMatch } from './tickets';

/** Who started a job. */
export interface Owner {
  id: number | string;
  name: string;
}

export interface Job extends TransferObserver {
  readonly id: string;
  readonly kind: JobKind;
  readonly ticket: string;
  readonly owner: Owner;
  /** Aborted by {@link cancel}, with a LifeboatError as its reason. */
  readonly signal: AbortSignal;
  readonly state: JobState;
  filename?: string;
  /** Bytes of archive sent so far. */
  bytesSent?: number;
  setTotal(stage: StageName, count: number): void;
  /**
   * Does the job's work, once, and sets its state from how that ends. Never rejects.
   * @returns whether the work was done
   */
  run(work: () => Promise<void>): Promise<boolean>;
  /** @returns false when it is too late */
  cancel(reason?: string): boolean;
  snapshot(): JobSnapshot;
}

export interface Jobs {
  /** @throws LifeboatError `jobRunning`: one job at a time */
  start(kind: JobKind, owner: Owner): Job;
  /** @throws LifeboatError `jobNotFound`, the same for an unknown id as for a wrong ticket */
  find(id: string, ticket: string): Job;
  list(viewer: Owner): JobList;
  cancelAll(reason: string): void;
}

/** Ended jobs that are remembered, so that a page can still ask how its job ended. */
const REMEMBERED = 20;
const MAX_WARNINGS = 100;

const ENDED: JobState[] = ['done', 'failed', 'cancelled'];

export function createJobs(log: (error: LifeboatError, job: Job) => void): Jobs {
  // Newest first.
  let jobs: Job[] = [];
  const running = (): Job | undefined => jobs.find((job) => !ENDED.includes(job.state));

  return {
    start(kind, owner) {
      const other = running();
      if (other) throw new LifeboatError('jobRunning', { kind: other.kind });
      const job = createJob(kind, owner, log);
      jobs = [job, ...jobs.slice(0, REMEMBERED)];
      return job;
    },
    find(id, ticket) {
      const job = jobs.find((candidate) => candidate.id === id);
      const matches = ticketsMatch(ticket, job?.ticket ?? '');
      if (!job || !matches) throw new LifeboatError('jobNotFound');
      return job;
    },
    list(viewer) {
      const current = running();
      return {
        running: current ? listed(current, viewer) : null,
        recent: jobs.filter((job) => job !== current).map((job) => listed(job, viewer)),
      };
    },
    cancelAll(reason) {
      for (const job of jobs) job.cancel(reason);
    },
  };
}

function listed(job: Job, viewer: Owner): ListedJob {
  return {
    ...job.snapshot(),
    startedBy: job.owner.name,
    ticket: job.owner.id === viewer.id ? job.ticket : undefined,
  };
}

function createJob(
  kind: JobKind,
  owner: Owner,
  log: (error: LifeboatError, job: Job) => void,
): Job {
  const id = randomUUID();
  const controller = new AbortController();
  const createdAt = new Date().toISOString();
  const stages = new Map<StageName, StageProgress>(
    STAGES.map((name) => [name, { name, state: 'waiting', count: 0, bytes: 0 }]),
  );
  const warnings: string[] = [];
  let moreWarnings = 0;
  let state: JobState = 'waiting';
  let cancellable = true;
  let endedAt: string | undefined;
  let error: LifeboatError | undefined;

  function end(outcome: JobState, cause?: LifeboatError): void {
    state = outcome;
    error = cause;
    cancellable = false;
    endedAt = new Date().toISOString();
  }

  const job: Job = {
    id,
    kind,
    owner,
    ticket: createTicket(),
    signal: controller.signal,
    get state() {
      return state;
    },
    setTotal(stage, count) {
      stages.get(stage)!.total = { count };
    },
    async run(work) {
      if (state !== 'waiting') return false;
      state = 'running';
      try {
        await work();
        end('done');
        return true;
      } catch (cause) {
        const failure = asLifeboatError(
          cause,
          kind === 'export' ? 'exportFailed' : 'restoreFailed',
        );
        end(failure.code === 'cancelled' ? 'cancelled' : 'failed', failure);
        log(failure, job);
        return false;
      }
    },
    cancel(reason) {
      if (!cancellable) return false;
      const cancelled = new LifeboatError('cancelled', { reason });
      // What never ran has nobody who would notice the signal.
      if (state === 'waiting') end('cancelled', cancelled);
      controller.abort(cancelled);
      return true;
    },
    snapshot() {
      return {
        id,
        kind,
        state,
        stages: [...stages.values()].map((stage) => ({ ...stage })),
        createdAt,
        endedAt,
        filename: job.filename,
        bytesSent: job.bytesSent,
        cancellable,
        warnings: moreWarnings ? [...warnings, `And ${moreWarnings} more.`] : [...warnings],
        error: error?.toBody(),
      };
    },
    stageStarted(name) {
      stages.get(name)!.state = 'running';
    },
    stageProgressed(name, { count, bytes, totalCount, totalBytes }) {
      const stage = stages.get(name)!;
      stage.count = count;
      stage.bytes = bytes;
      if (totalCount !== undefined || totalBytes !== undefined) {
        stage.total = { count: totalCount ?? stage.total?.count, bytes: totalBytes };
      }
    },
    stageEnded(name, outcome) {
      stages.get(name)!.state = outcome;
    },
    warned(message) {
      if (warnings.length < MAX_WARNINGS) warnings.push(message);
      else moreWarnings += 1;
    },
    committing() {
      cancellable = false;
    },
  };
  return job;
}
