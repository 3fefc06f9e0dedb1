import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { Db, Dialect } from './model';
import { liftTimeouts } from './prepare-transaction';
import { type Reader, createCopyReader, createReader } from './reader';
import { type SqliteCopy, openSqliteCopy, startThreadAhead } from './sqlite-copy';

/** The site's database as it was at one moment, to be read as long as it takes. */
export interface Snapshot {
  reader: Reader;
  close(): Promise<void>;
}

/** Well below the shortest time after which a server ends a transaction that does nothing. */
const KEEP_ALIVE_MS = 10_000;

/** Makes ready what a snapshot needs that is about to be opened. */
export function prepareSnapshot(strapi: Core.Strapi): void {
  if (strapi.db.dialect.client === 'sqlite') startThreadAhead(strapi);
}

/**
 * Opens a snapshot. PostgreSQL and MySQL keep one in a read transaction. SQLite can't without keeping writers out, and
 * Strapi has but one connection to it: there the file is copied, a piece at a time, and the copy read, which leaves
 * the site's connection to the site.
 * @param makeWorkDir makes the folder for the copy; called only when there is one to be made
 */
export async function openSnapshot(
  strapi: Core.Strapi,
  makeWorkDir: () => Promise<string>,
): Promise<Snapshot> {
  const dialect = strapi.db.dialect.client as Dialect;
  if (dialect !== 'sqlite') return openReadTransaction(dialect, strapi.db.connection);
  let file: string | undefined;
  let copy: SqliteCopy;
  try {
    file = path.join(await makeWorkDir(), 'snapshot.db');
    copy = await openSqliteCopy(strapi, file);
  } catch (error) {
    if (file) await rm(file, { force: true });
    // Who has no room for a copy needs an export all the more; what others write meanwhile may be in it or not.
    strapi.log.warn(`[lifeboat] The export reads the live database: ${String(error)}`);
    const reader = await createReader(dialect, strapi.db.connection);
    return { reader, close: async () => undefined };
  }
  return {
    reader: createCopyReader(strapi.db.connection, copy),
    async close() {
      await copy.close();
      await rm(file, { force: true });
    },
  };
}

async function openReadTransaction(dialect: Dialect, connection: Db): Promise<Snapshot> {
  // Not `readOnly`: knex forgets a comma between the two for MySQL.
  const trx = await connection.transaction(undefined, { isolationLevel: 'repeatable read' });
  const open = async (): Promise<Reader> => {
    // A page of a large site takes what it takes, and so does whoever fetches what was read.
    if (dialect === 'postgres') await liftTimeouts(trx);
    return createReader(dialect, trx);
  };
  const reader = await open().catch(async (error: unknown) => {
    await trx.rollback();
    throw error;
  });
  const keepAlive = setInterval(() => trx.raw('select 1').catch(() => undefined), KEEP_ALIVE_MS);
  keepAlive.unref();
  return {
    reader,
    async close() {
      clearInterval(keepAlive);
      await trx.rollback();
    },
  };
}
