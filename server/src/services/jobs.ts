import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobKind, JobList, JobSnapshot, ListedJob } from '../../../shared/contract';
import type { Trx } from '../database/model';
import { LifeboatError } from '../errors';
import { inOneLine } from '../log';
import { holderHere } from '../state/holder';
import { type JobRecord, type JobTable, isGoodExport } from '../state/job-table';
import { type Lease, keepLease } from '../state/lease';
import { type Job, type Owner, createJob } from './job';
import { ticketsMatch } from './tickets';

export interface Jobs {
  /**
   * One job at a time, over all instances that share the database. What a crashed one left is settled first.
   * @throws LifeboatError `jobRunning`
   */
  start(kind: JobKind, owner: Owner): Promise<Job>;
  /** @throws LifeboatError `jobNotFound`, the same for an unknown id as for a wrong ticket */
  find(id: string, ticket: string): Job;
  list(viewer: Owner): Promise<JobList>;
  /** Of a running job of this process. */
  lease(job: Job): JobLease;
  /** Cancels what runs. Resolves when it has ended, or after a while. */
  shutDown(): Promise<void>;
}

export interface JobLease extends Lease {
  /**
   * Writes the mark that lets a crash be finished instead of undone. After {@link Lease.pause}, or it would wait for itself.
   * @throws LifeboatError `leaseLost` when another instance has taken over
   */
  markCommitted(trx: Trx): Promise<void>;
  /** @throws LifeboatError `leaseLost` */
  note(state: 'bringing' | 'placed'): Promise<void>;
}

export interface JobsContext {
  table: JobTable;
  /** Finishes or undoes what a crashed process left of its job. @returns whether the slot is free then */
  settle(record: JobRecord): Promise<boolean>;
  /** Told of each job when it starts and when it has ended. Must not throw. */
  announce(job: ListedJob, moment: 'started' | 'ended', error?: LifeboatError): void;
  /** Whether a restore's safety copy is still there. */
  hasSafetyCopy(jobId: string): Promise<boolean>;
  /** Told of what went wrong behind a job's back. */
  warn(message: string): void;
}

interface Running {
  job: Job;
  lease: Lease;
  /** Within the request that started the job: an audit log asks it who did so, also when another one ends it. */
  inRequest: ReturnType<typeof AsyncLocalStorage.snapshot>;
}

/** Ended jobs that this process answers for by their ticket, and that a list shows. */
const REMEMBERED = 20;
const SHUT_DOWN_MS = 20_000;

/** The slot is not free when these are how a job ended: the next one has to finish it. */
const LEFT_TO_THE_NEXT = ['filesNotPlaced', 'outcomeUnknown'];

export function createJobs(context: JobsContext): Jobs {
  const { table, settle, announce, hasSafetyCopy, warn } = context;
  // Newest first.
  let jobs: Job[] = [];
  let current: Running | undefined;
  let ending: Promise<void> = Promise.resolve();

  async function takeSlot(job: Job): Promise<void> {
    const { id: jobId, kind, owner } = job;
    const startedBy = { id: String(owner.id), name: owner.name };
    const record = { jobId, kind, holder: holderHere, startedBy, snapshot: job.snapshot() };
    if (await table.begin(record)) return;
    const other = await table.current();
    if (!other || (await settle(other))) if (await table.begin(record)) return;
    const still = await table.current();
    if (still && isLeftHere(still)) throw new LifeboatError('filesNotPlaced');
    throw new LifeboatError('jobRunning', { kind: still?.kind ?? kind });
  }

  function onEnd(job: Job, last: JobSnapshot, error?: LifeboatError): Promise<void> {
    const { lease, inRequest } = current!;
    current = undefined;
    ending = (async () => {
      await lease.pause();
      try {
        const leave = error && LEFT_TO_THE_NEXT.includes(error.code);
        await (leave ? table.leave : table.end)(job.id, holderHere, last);
      } catch (cause) {
        // The lease runs out by itself, and whoever comes next settles the job.
        warn(`The end of the ${job.kind} could not be noted: ${inOneLine(cause)}`);
      }
      inRequest(() => announce({ ...last, startedBy: job.owner.name }, 'ended', error));
    })();
    return ending;
  }

  return {
    async start(kind, owner) {
      await ending;
      const job: Job = createJob(kind, owner, (last, error) => onEnd(job, last, error));
      await takeSlot(job);
      const lease = keepLease(
        () => table.renew(job.id, holderHere),
        () => job.abort(new LifeboatError('leaseLost')),
      );
      current = { job, lease, inRequest: AsyncLocalStorage.snapshot() };
      jobs = [job, ...jobs.slice(0, REMEMBERED)];
      announce(listed(job, owner), 'started');
      return job;
    },
    find(id, ticket) {
      const job = jobs.find((candidate) => candidate.id === id);
      const matches = ticketsMatch(ticket, job?.ticket ?? '');
      if (!job || !matches) throw new LifeboatError('jobNotFound');
      return job;
    },
    async list(viewer) {
      const other = current ? undefined : await table.current();
      // One that has ended, and whose files the next job will put in place, runs no more.
      const left = other?.snapshot.endedAt ? other : undefined;
      const recent = await table.recent(REMEMBERED);
      const last = recent.find(isGoodExport) ?? (await table.lastExport());
      return {
        lastExport: last ? fromRecord(last) : null,
        running: current ? listed(current.job, viewer) : runningElsewhere(left ? undefined : other),
        recent: await Promise.all([left ?? [], recent].flat().map(withUndo)),
      };
    },
    lease(job) {
      const { lease } = current!;
      return {
        ...lease,
        async markCommitted(trx) {
          const isOurs = await table.markCommitted(trx, job.id, holderHere, job.snapshot());
          if (!isOurs) throw new LifeboatError('leaseLost');
        },
        async note(state) {
          if (!(await table.note(job.id, holderHere, state))) throw new LifeboatError('leaseLost');
        },
      };
    },
    async shutDown() {
      const job = current?.job;
      if (!job) return;
      job.cancel('shutDown');
      const deadline = Date.now() + SHUT_DOWN_MS;
      while (current?.job === job && Date.now() < deadline) await sleep(20);
      await ending;
    },
  };

  async function withUndo(record: JobRecord): Promise<ListedJob> {
    const { safetyCopy } = record.snapshot;
    return {
      ...fromRecord(record),
      canUndo: safetyCopy !== undefined && (await hasSafetyCopy(record.jobId)),
    };
  }

  function listed(job: Job, viewer: Owner): ListedJob {
    return {
      ...job.snapshot(),
      startedBy: job.owner.name,
      ticket: job.owner.id === viewer.id ? job.ticket : undefined,
    };
  }
}

/** A restore that stands, and whose files this process could not put in place just now. */
function isLeftHere({ state, holder, isExpired }: JobRecord): boolean {
  return state === 'committed' && holder === holderHere && isExpired;
}

/** How far it is, only the process that runs it knows. */
function runningElsewhere(record: JobRecord | undefined): ListedJob | null {
  return record ? { ...fromRecord(record), state: 'running' } : null;
}

function fromRecord({ snapshot, startedBy }: JobRecord): ListedJob {
  return { ...snapshot, startedBy: startedBy.name };
}
