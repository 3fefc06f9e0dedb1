import { randomUUID } from 'node:crypto';
import {
  type CancelReason,
  type JobKind,
  type JobSnapshot,
  type JobState,
  type Preset,
  type RestoreStep,
  STAGES,
  type StageName,
  type StageProgress,
} from '../../../shared/contract';
import { LifeboatError, asLifeboatError } from '../errors';
import type { TransferObserver } from '../transfer/observer';
import { createTicket } from './tickets';
import { createWarnings } from '../warnings';

/** Who started a job. */
export interface Owner {
  id: number | string;
  name: string;
}

/** One export or restore under way. */
export interface Job extends TransferObserver {
  readonly id: string;
  readonly kind: JobKind;
  readonly ticket: string;
  readonly owner: Owner;
  /** Aborted by {@link cancel} and {@link abort}, with a LifeboatError as its reason. */
  readonly signal: AbortSignal;
  readonly state: JobState;
  filename?: string;
  /** Bytes of archive sent so far. */
  bytesSent?: number;
  /** Of the archive that is restored. */
  archiveBytes?: number;
  /** Of the archive that was sent or restored, in hex. */
  sha256?: string;
  /** What a restore is at. */
  step?: RestoreStep;
  /** The restore that this one undoes. */
  undoes?: string;
  /** What the copy that was made before a restore leaves out. */
  safetyCopy?: { exclude: Preset[] };
  /** Whether an export was told to leave something out. */
  partial?: true;
  setTotal(stage: StageName, count: number): void;
  /**
   * Does the job's work, once, and sets its state from how that ends. Never rejects.
   * @returns whether the work was done
   */
  run(work: () => Promise<void>): Promise<boolean>;
  /** @returns false when it is too late */
  cancel(reason?: CancelReason): boolean;
  /** Stops the work for a reason that is nobody's wish. Too late once it commits. */
  abort(reason: LifeboatError): void;
  snapshot(): JobSnapshot;
}

/** Called once, before a job's last state can be seen. Must not reject. */
type OnEnd = (last: JobSnapshot, error: LifeboatError | undefined) => Promise<void>;

export function createJob(kind: JobKind, owner: Owner, onEnd: OnEnd): Job {
  const id = randomUUID();
  const controller = new AbortController();
  const createdAt = new Date().toISOString();
  const stages = new Map<StageName, StageProgress>(
    STAGES.map((name) => [name, { name, state: 'waiting', count: 0, bytes: 0 }]),
  );
  const rows: Record<string, number> = {};
  const warnings = createWarnings();
  let state: JobState = 'waiting';
  let cancellable = true;
  let endedAt: string | undefined;
  let error: LifeboatError | undefined;

  /** Takes back the right to cancel, and lets the end be noted before anyone sees it. */
  async function end(outcome: JobState, cause?: LifeboatError): Promise<void> {
    cancellable = false;
    endedAt = new Date().toISOString();
    const last = { ...job.snapshot(), state: outcome, step: undefined, error: cause?.toBody() };
    await onEnd(last, cause);
    state = outcome;
    error = cause;
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
      } catch (cause) {
        const fallback = kind === 'export' ? 'exportFailed' : 'restoreFailed';
        const failure = asLifeboatError(cause, fallback);
        await end(failure.code === 'cancelled' ? 'cancelled' : 'failed', failure);
        return false;
      }
      await end('done');
      return true;
    },
    cancel(reason) {
      if (!cancellable) return false;
      job.abort(new LifeboatError('cancelled', { reason }));
      return true;
    },
    abort(reason) {
      if (!cancellable) return;
      // What never ran has nobody who would notice the signal.
      if (state === 'waiting') {
        void end('cancelled', reason);
        state = 'cancelled';
        error = reason;
      }
      controller.abort(reason);
    },
    snapshot() {
      const { filename, bytesSent, archiveBytes, sha256, step, partial, undoes, safetyCopy } = job;
      return {
        id,
        kind,
        state,
        step: state === 'running' ? step : undefined,
        stages: [...stages.values()].map((stage) => ({ ...stage })),
        createdAt,
        endedAt,
        filename,
        bytesSent,
        archiveBytes,
        sha256,
        partial,
        rows: Object.keys(rows).length > 0 ? { ...rows } : undefined,
        undoes,
        safetyCopy,
        cancellable,
        warnings: warnings.list(),
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
    rowsWritten(type, count) {
      rows[type] = (rows[type] ?? 0) + count;
    },
    stageEnded(name, outcome) {
      stages.get(name)!.state = outcome;
    },
    warned: warnings.add,
    committing() {
      cancellable = false;
    },
  };
  return job;
}
