import type { Db, Dialect } from './model';

const QUERIES: Record<Exclude<Dialect, 'sqlite'>, string> = {
  postgres: 'select pg_database_size(current_database()) as bytes',
  mysql:
    'select sum(data_length + index_length) as bytes from information_schema.tables ' +
    'where table_schema = database()',
};

/** The bytes that the database takes on its disk, indexes included. */
export async function databaseBytes(dialect: Dialect, db: Db): Promise<number> {
  if (dialect === 'sqlite') {
    const [pages] = (await db.raw('pragma page_count')) as { page_count: number }[];
    const [size] = (await db.raw('pragma page_size')) as { page_size: number }[];
    return pages!.page_count * size!.page_size;
  }
  const answer: unknown = await db.raw(QUERIES[dialect]);
  const rows =
    dialect === 'postgres' ? (answer as { rows: unknown }).rows : (answer as unknown[])[0];
  return Number((rows as { bytes: unknown }[])[0]?.bytes ?? 0);
}

/** @returns the file of a SQLite database; undefined for one in memory, and for databases behind a server */
export function databaseFile(dialect: Dialect, db: Db): string | undefined {
  if (dialect !== 'sqlite') return undefined;
  const { filename } = db.client.connectionSettings as { filename?: string };
  return filename && filename !== ':memory:' ? filename : undefined;
}
