import type { Db, Dialect, Trx } from './model';

/** The rows that a query finds; each driver wraps them in a way of its own. */
export async function rawRows<Row>(dialect: Dialect, db: Db | Trx, sql: string): Promise<Row[]> {
  const answer: unknown = await db.raw(sql);
  if (dialect === 'postgres') return (answer as { rows: Row[] }).rows;
  return (dialect === 'mysql' ? (answer as unknown[])[0] : answer) as Row[];
}
