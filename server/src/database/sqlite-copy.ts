import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Core } from '@strapi/types';
import type { JsonFunctionHost } from './json/sqlite-words';

/** What of a better-sqlite3 connection is used. */
export interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
  function: JsonFunctionHost['function'];
  close(): void;
}

export interface SqliteStatement {
  raw(): SqliteStatement;
  all(...bindings: unknown[]): unknown[];
}

type Driver = new (file: string, options: { readonly: boolean }) => SqliteConnection;

/** A megabyte or so at a time, between which the site may write. */
const PAGES_AT_ONCE = 256;

/** The thread that copies; alone, because the end of a backup waits for the disk, and a busy disk takes seconds. */
const COPY = `
  const { driver, filename, options, target } = require('node:worker_threads').workerData;
  const source = new (require(driver))(filename, { ...options, readonly: true });
  source.backup(target, { progress: () => ${PAGES_AT_ONCE} }).finally(() => source.close());
`;

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
  const workerData = {
    driver: fileOf(strapi, Sqlite),
    filename: path.resolve(filename),
    // What can't be handed to a thread is a function, such as a logger.
    options: JSON.parse(JSON.stringify(options ?? {})) as object,
    target,
  };
  const [code] = (await once(new Worker(COPY, { eval: true, workerData }), 'exit')) as [number];
  if (code !== 0) throw new Error(`The copy of the database ended with ${code}`);
  return new Sqlite(target, { ...options, readonly: true });
}

/** The file that a loaded module comes from, wherever the query builder has found it. */
function fileOf(strapi: Core.Strapi, exported: unknown): string {
  const { cache } = createRequire(path.join(strapi.dirs.app.root, 'package.json'));
  const loaded = Object.values(cache).find((module) => module?.exports === exported);
  if (!loaded) throw new Error('The driver of the database is not to be found');
  return loaded.filename;
}
