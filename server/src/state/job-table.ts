import type { Core } from '@strapi/types';
import type { JobKind, JobSnapshot } from '../../../shared/contract';
import { type Dialect, type Trx, createModels } from '../database/model';
import { JOB_UID } from './models';

/** Ended jobs that are kept, the newest. */
const KEPT = 100;
/** What the slot of the one job that may run holds. Empty slots do not stand in each other's way. */
const RUNNING = 'running';

/** Seconds for which a lease holds unless it is renewed. */
export const LEASE_SECONDS = 30;

/**
 * `running`: until the database has committed, so that a crash undoes it; `bringing`: the same, and new files may lie in
 * a storage already. `committed`: the mark that the restore's own transaction writes; a crash finishes it. `placed`: so
 * are the files. `ended`: nothing is left to do.
 */
export type RecordState = 'running' | 'bringing' | 'committed' | 'placed' | 'ended';

/** A job as the database remembers it. */
export interface JobRecord {
  jobId: string;
  kind: JobKind;
  state: RecordState;
  /** The process that runs it. */
  holder: string;
  /** Whoever held it has not renewed the lease. */
  isExpired: boolean;
  startedBy: { id: string; name: string };
  snapshot: JobSnapshot;
}

/** Whether the job is an export that came to a good end. */
export const isGoodExport = ({ kind, snapshot }: JobRecord): boolean =>
  kind === 'export' && snapshot.state === 'done';

export type NewJobRecord = Pick<JobRecord, 'jobId' | 'kind' | 'holder' | 'startedBy' | 'snapshot'>;

/**
 * The table that all instances share: which job runs, by whom, and those that ended. At most one row holds the slot,
 * which the database itself sees to; its lease is counted by the database's clock.
 */
export interface JobTable {
  /** Takes the slot. @returns false when another job has it */
  begin(record: NewJobRecord): Promise<boolean>;
  /** The job that has the slot. */
  current(): Promise<JobRecord | undefined>;
  find(jobId: string): Promise<JobRecord | undefined>;
  /** Ended jobs, newest first. */
  recent(limit: number): Promise<JobRecord[]>;
  /** The newest export that came to a good end; never pruned. */
  lastExport(): Promise<JobRecord | undefined>;
  /** @returns false when the lease is no longer this holder's */
  renew(jobId: string, holder: string): Promise<boolean>;
  /** @returns false when somebody else was quicker */
  takeOver(record: JobRecord, holder: string): Promise<boolean>;
  /**
   * Writes the mark into the restore's transaction, and what is to be remembered of the job if a crash follows.
   * @returns false when the lease is no longer this holder's
   */
  markCommitted(trx: Trx, jobId: string, holder: string, snapshot: JobSnapshot): Promise<boolean>;
  /** Notes how far a running job is. @returns false when the lease is no longer this holder's */
  note(jobId: string, holder: string, state: 'bringing' | 'placed'): Promise<boolean>;
  /** Frees the slot. */
  end(jobId: string, holder: string, snapshot: JobSnapshot): Promise<void>;
  /** Keeps the slot but lets the lease go: whoever comes next has to finish the job first. */
  leave(jobId: string, holder: string, snapshot: JobSnapshot): Promise<void>;
}

interface Row {
  id: number;
  job_id: string;
  kind: JobKind;
  state: RecordState;
  holder: string;
  started_by_id: string;
  started_by: string;
  snapshot: string;
  /** 0 or 1; some drivers give text. */
  expired: number | string;
}

const NOW: Record<Dialect, string> = {
  sqlite: `cast(strftime('%s', 'now') as integer)`,
  postgres: 'cast(extract(epoch from clock_timestamp()) as bigint)',
  mysql: 'unix_timestamp()',
};

/** Works once Strapi has set the database up. */
export function createJobTable(strapi: Core.Strapi): JobTable {
  const { dialect, need } = createModels(strapi);
  const now = NOW[dialect];
  const { connection } = strapi.db;
  const rows = () => connection(need(JOB_UID).table);
  const expiry = () => connection.raw(`${now} + ?`, [LEASE_SECONDS]);
  const held = (jobId: string, holder: string) =>
    rows().where({ job_id: jobId, holder, slot: RUNNING });
  const read = () =>
    rows().select(
      '*',
      connection.raw(`case when expires_at < ${now} then 1 else 0 end as expired`),
    );

  async function current(): Promise<JobRecord | undefined> {
    const [row] = (await read().where({ slot: RUNNING })) as Row[];
    return row && toRecord(row);
  }

  async function prune(): Promise<void> {
    const kept = (await rows()
      .select('id')
      .whereNull('slot')
      .orderBy('id', 'desc')
      .limit(KEPT)) as Pick<Row, 'id'>[];
    if (kept.length < KEPT) return;
    const last = await lastExport();
    await rows()
      .whereNull('slot')
      .where('id', '<', kept.at(-1)!.id)
      .whereNot('job_id', last?.jobId ?? '')
      .delete();
  }

  async function lastExport(): Promise<JobRecord | undefined> {
    const found = (await read()
      .whereNull('slot')
      .where({ kind: 'export' satisfies JobKind })
      .orderBy('id', 'desc')) as Row[];
    return found.map(toRecord).find(isGoodExport);
  }

  return {
    async begin({ jobId, kind, holder, startedBy, snapshot }) {
      await prune();
      try {
        await rows().insert({
          job_id: jobId,
          slot: RUNNING,
          kind,
          state: 'running' satisfies RecordState,
          holder,
          expires_at: expiry(),
          started_by_id: startedBy.id,
          started_by: startedBy.name,
          snapshot: JSON.stringify(snapshot),
        });
        return true;
      } catch (error) {
        // Every database says in its own words that the slot is taken; whether it is, they all say alike.
        if (await current()) return false;
        throw error;
      }
    },
    current,
    async find(jobId) {
      const [row] = (await read().where({ job_id: jobId })) as Row[];
      return row && toRecord(row);
    },
    async recent(limit) {
      const found = (await read().whereNull('slot').orderBy('id', 'desc').limit(limit)) as Row[];
      return found.map(toRecord);
    },
    lastExport,
    async renew(jobId, holder) {
      return (await held(jobId, holder).update({ expires_at: expiry() })) === 1;
    },
    async takeOver({ jobId, holder: before }, holder) {
      return (await held(jobId, before).update({ holder, expires_at: expiry() })) === 1;
    },
    async markCommitted(trx, jobId, holder, snapshot) {
      const state: RecordState = 'committed';
      const mark = { state, snapshot: JSON.stringify(snapshot) };
      return (await held(jobId, holder).transacting(trx).update(mark)) === 1;
    },
    async note(jobId, holder, state) {
      return (await held(jobId, holder).update({ state })) === 1;
    },
    async end(jobId, holder, snapshot) {
      const state: RecordState = 'ended';
      await held(jobId, holder).update({ slot: null, state, snapshot: JSON.stringify(snapshot) });
    },
    async leave(jobId, holder, snapshot) {
      await held(jobId, holder).update({ expires_at: 0, snapshot: JSON.stringify(snapshot) });
    },
  };
}

function toRecord(row: Row): JobRecord {
  return {
    jobId: row.job_id,
    kind: row.kind,
    state: row.state,
    holder: row.holder,
    isExpired: Number(row.expired) === 1,
    startedBy: { id: row.started_by_id, name: row.started_by },
    snapshot: JSON.parse(row.snapshot) as JobSnapshot,
  };
}
