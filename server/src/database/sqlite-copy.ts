import type { Core } from '@strapi/types';
import { loadKnex } from '../host/knex';
import type { Db } from './model';

/** A megabyte or so at a time, between which the server answers others. */
const PAGES_AT_ONCE = 256;

/** What of better-sqlite3 is used. */
interface Driver {
  new (
    file: string,
    options: { readonly: boolean; timeout: number },
  ): {
    backup(target: string, options: { progress: () => number }): Promise<unknown>;
    close(): void;
  };
}

/**
 * Copies the site's SQLite file by SQLite's own backup, which starts again when the site writes in between, and opens
 * the copy. No connection of the site's is used.
 * @param target a file that does not exist yet
 */
export async function openSqliteCopy(strapi: Core.Strapi, target: string): Promise<Db> {
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
  return loadKnex(strapi)({
    client: 'better-sqlite3',
    connection: { filename: target, options: { ...options, readonly: true } },
    useNullAsDefault: true,
  });
}
