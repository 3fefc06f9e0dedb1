import type { Models, Trx } from './model';

/** Whatever a server was told to break off after a time: a restore takes the time that it takes. */
const TIMEOUTS = [
  'statement_timeout',
  'idle_in_transaction_session_timeout',
  'transaction_timeout',
];
/** But it does not wait for ever for a lock that somebody else forgot to let go. */
const LOCK_TIMEOUT = '30s';

/** For this one transaction of PostgreSQL's. */
export async function liftTimeouts(trx: Trx): Promise<void> {
  await trx.raw(`select set_config(name, '0', true) from pg_settings where name = any(?)`, [
    TIMEOUTS,
  ]);
}

/**
 * Makes a transaction ready to last: on PostgreSQL without the time-outs that a site may have (strapi/strapi#20089), and
 * with the tables that hold content locked against writers, this process's or another instance's; readers see what was
 * there before. MySQL's deletes lock what they pass over anyway, and SQLite's file has one writer.
 * @param uids the types whose tables are locked
 * @throws when a lock can't be had in time
 */
export async function prepareTransaction(trx: Trx, models: Models, uids: string[]): Promise<void> {
  if (models.dialect !== 'postgres') return;
  await liftTimeouts(trx);
  await trx.raw(`select set_config('lock_timeout', ?, true)`, [LOCK_TIMEOUT]);
  const tables = uids.flatMap((uid) => models.get(uid)?.table ?? []);
  if (tables.length === 0) return;
  const names = tables.map(() => '??').join(', ');
  await trx.raw(`lock table ${names} in share row exclusive mode`, tables);
}
