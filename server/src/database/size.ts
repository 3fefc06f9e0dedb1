import type { Db, Dialect } from './model';
import { rawRows } from './raw-rows';

const QUERIES: Record<Exclude<Dialect, 'sqlite'>, string> = {
  postgres: 'select pg_database_size(current_database()) as bytes',
  mysql:
    'select sum(data_length + index_length) as bytes from information_schema.tables ' +
    'where table_schema = database()',
};

/** The bytes that the database takes on its disk, indexes included. */
export async function databaseBytes(dialect: Dialect, db: Db): Promise<number> {
  if (dialect === 'sqlite') {
    const [pages] = await rawRows<{ page_count: number }>(dialect, db, 'pragma page_count');
    const [size] = await rawRows<{ page_size: number }>(dialect, db, 'pragma page_size');
    return pages!.page_count * size!.page_size;
  }
  const [size] = await rawRows<{ bytes: unknown }>(dialect, db, QUERIES[dialect]);
  return Number(size?.bytes ?? 0);
}

/** @returns the file of a SQLite database; undefined for one in memory, and for databases behind a server */
export function databaseFile(dialect: Dialect, db: Db): string | undefined {
  if (dialect !== 'sqlite') return undefined;
  const { filename } = db.client.connectionSettings as { filename?: string };
  return filename && filename !== ':memory:' ? filename : undefined;
}
