import { copyOut } from './copy-out';
import { TOO_LARGE } from './json/left-over';
import type { Db, Dialect, Trx } from './model';

/** A row that a query of `id` and `line` finds; `null` for one that has no line. */
export interface LineRow {
  id: number;
  line: Buffer | null;
}

/** Rows with their lines as bytes: as strings they would take several times as long. */
export interface LineRows {
  /** The line as what the driver gives as bytes. @param line an expression */
  asBytes(line: string): string;
  fetch(query: string): Promise<LineRow[]>;
}

export function createLineRows(dialect: Dialect, db: Db | Trx): LineRows {
  return { sqlite: sqliteRows, postgres: postgresRows, mysql: mysqlRows }[dialect](db);
}

function sqliteRows(db: Db | Trx): LineRows {
  return {
    asBytes: (line) => `cast(${line} as blob)`,
    fetch: async (query) => (await db.raw(query)) as LineRow[],
  };
}

function postgresRows(db: Db | Trx): LineRows {
  return { asBytes: (line) => line, fetch: copyOut(db) };
}

function mysqlRows(db: Db | Trx): LineRows {
  return {
    asBytes: (line) => `cast(convert(${line} using utf8mb4) as binary)`,
    async fetch(query) {
      const [rows] = (await db.raw(query)) as [LineRow[]];
      for (const { line } of rows) {
        if (line) checkMysqlLine(line);
      }
      return rows;
    },
  };
}

const NEWLINE = 10;
const SPACE = 32;

/** @throws Error for a line that the server could not make */
export function checkMysqlLine(line: Buffer): void {
  if (line.includes(TOO_LARGE)) {
    throw new Error('The database can not send a row this large: raise its max_allowed_packet');
  }
  // In a JSON column between its values, if whoever wrote it liked to read it.
  for (let at = line.indexOf(NEWLINE); at >= 0; at = line.indexOf(NEWLINE, at)) line[at] = SPACE;
}
