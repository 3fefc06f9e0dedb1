import type { Core } from '@strapi/types';
import type { JsonFunctionHost } from './json/sqlite-words';

/** What of a better-sqlite3 connection is used. */
export interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
  function: JsonFunctionHost['function'];
  backup(target: string, options: { progress: () => number }): Promise<unknown>;
  close(): void;
}

export interface SqliteStatement {
  raw(): SqliteStatement;
  all(...bindings: unknown[]): unknown[];
}

type Driver = new (
  file: string,
  options: { readonly: boolean; timeout?: number },
) => SqliteConnection;

/** A megabyte or so at a time, between which the server answers others. */
const PAGES_AT_ONCE = 256;

/**
 * Copies the site's SQLite file by SQLite's own backup, which starts again when the site writes in between, and opens
 * the copy. No connection of the site's is used.
 * @param target a file that does not exist yet
 */
export async function openSqliteCopy(
  strapi: Core.Strapi,
  target: string,
): Promise<SqliteConnection> {
  const { client } = strapi.db.connection;
  const { filename, options } = client.connectionSettings as { filename: string; options?: object };
  const Sqlite = client.driver as Driver;
  // Without patience: it would wait on the thread that has to let the writer finish.
  const source = new Sqlite(filename, { ...options, readonly: true, timeout: 0 });
  try {
    await source.backup(target, { progress: () => PAGES_AT_ONCE });
  } finally {
    source.close();
  }
  return new Sqlite(target, { ...options, readonly: true });
}
