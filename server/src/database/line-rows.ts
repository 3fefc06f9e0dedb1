import { copyOut } from './copy-out';
import { TOO_LARGE } from './json/left-over';
import type { LinePage } from './line-page';
import type { Db, Dialect, Trx } from './model';
import { rawRows } from './raw-rows';

/** As a driver gives it. */
interface LineRow {
  id: number;
  line: Buffer | null;
}

/** Rows with their lines as bytes: as strings they would take several times as long. */
export interface LineRows {
  /** The line as what the driver gives as bytes. @param line an expression */
  asBytes(line: string): string;
  /** @param query finds an `id` and a `line` for each row @param into takes them */
  fetch(query: string, into: LinePage): Promise<void>;
}

export function createLineRows(dialect: Dialect, db: Db | Trx): LineRows {
  return { sqlite: sqliteRows, postgres: postgresRows, mysql: mysqlRows }[dialect](db);
}

function sqliteRows(db: Db | Trx): LineRows {
  return {
    asBytes: (line) => `cast(${line} as blob)`,
    async fetch(query, into) {
      for (const { id, line } of await rawRows<LineRow>('sqlite', db, query)) into.add(id, line);
    },
  };
}

function postgresRows(db: Db | Trx): LineRows {
  return { asBytes: (line) => line, fetch: copyOut(db) };
}

function mysqlRows(db: Db | Trx): LineRows {
  return {
    asBytes: (line) => `cast(convert(${line} using utf8mb4) as binary)`,
    async fetch(query, into) {
      for (const { id, line } of await rawRows<LineRow>('mysql', db, query)) {
        if (line) finishMysqlLine(line);
        into.add(id, line);
      }
    },
  };
}

const NEWLINE = 10;
const SPACE = 32;

/** Makes one line of it. @throws Error for one that the server could not make */
export function finishMysqlLine(line: Buffer): void {
  if (line.includes(TOO_LARGE)) {
    throw new Error('The database can not send a row this large: raise its max_allowed_packet');
  }
  // In a JSON column between its values, if whoever wrote it liked to read it.
  for (let at = line.indexOf(NEWLINE); at >= 0; at = line.indexOf(NEWLINE, at)) line[at] = SPACE;
}
