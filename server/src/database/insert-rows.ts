import { breathe } from './breathe';
import type { Dialect, Trx } from './model';
import { inChunks } from './read-rows';
import type { ColumnValue } from './values';

/** Writes many rows of a table at once. */
export interface Inserter {
  /** @param rows values in the order of `columns` */
  insert(table: string, columns: string[], rows: ColumnValue[][]): Promise<void>;
}

/** What of a better-sqlite3 connection is used. */
interface SqliteConnection {
  prepare(sql: string): { run(values: (string | number | null)[]): unknown };
}

/** Below every database's limit of values in one statement (PostgreSQL 65,535, SQLite 32,766). */
const MAX_VALUES = 20_000;
const MAX_ROWS = 500;

export function createInserter(dialect: Dialect, trx: Trx): Inserter {
  return dialect === 'sqlite' ? createSqliteInserter(trx) : createBatchInserter(trx);
}

/**
 * One prepared statement a table: SQLite lives in this process, so there is no way to a server that batches would
 * save, and composing large statements costs more than running small ones.
 */
function createSqliteInserter(trx: Trx): Inserter {
  const statements = new Map<string, ReturnType<SqliteConnection['prepare']>>();

  async function statementFor(table: string, columns: string[]) {
    const sql = insertInto(trx, table, columns, 1);
    let statement = statements.get(sql);
    if (!statement) {
      // knex gives a transaction's client its one connection.
      const connection = (await trx.client.acquireConnection()) as SqliteConnection;
      statements.set(sql, (statement = connection.prepare(sql)));
    }
    return statement;
  }

  return {
    async insert(table, columns, rows) {
      const statement = await statementFor(table, columns);
      for (const some of inChunks(rows, 100)) {
        for (const row of some) statement.run(row.map(toSqlite));
        await breathe();
      }
    },
  };
}

/** As knex binds them for this driver. */
function toSqlite(value: ColumnValue): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Date ? value.getTime() : value;
}

function createBatchInserter(trx: Trx): Inserter {
  return {
    async insert(table, columns, rows) {
      const size = Math.min(MAX_ROWS, Math.floor(MAX_VALUES / columns.length));
      for (const some of inChunks(rows, size)) {
        await trx.raw(insertInto(trx, table, columns, some.length), some.flat() as string[]);
        await breathe();
      }
    },
  };
}

function insertInto(trx: Trx, table: string, columns: string[], rows: number): string {
  const names = trx.raw(columns.map(() => '??').join(', '), columns).toQuery();
  const values = `(${columns.map(() => '?').join(', ')})`;
  const all = Array.from({ length: rows }, () => values).join(', ');
  return `insert into ${trx.raw('??', [table]).toQuery()} (${names}) values ${all}`;
}
