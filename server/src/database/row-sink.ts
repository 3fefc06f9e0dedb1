import { breathe } from './breathe';
import type { Dialect, Trx } from './model';
import { inChunks } from './read-rows';
import type { ColumnValue } from './values';

/**
 * Takes new rows of any tables, in two ranks: a `join` row points at others by a foreign key and is written after each
 * `row` that came before it.
 */
export interface RowSink {
  /** @param columns the same at every call for a table */
  add(rank: 'row' | 'join', table: string, columns: string[], row: ColumnValue[]): void;
  /** Whether it is time to {@link flush}. */
  isFull(): boolean;
  /** Resolves when all rows are written. */
  flush(): Promise<void>;
}

/** @param trx everything is written in this transaction */
export async function createRowSink(dialect: Dialect, trx: Trx): Promise<RowSink> {
  return dialect === 'sqlite' ? createSqliteSink(trx) : createBatchSink(trx);
}

/** What of a better-sqlite3 connection is used. */
interface SqliteConnection {
  prepare(sql: string): { run(values: (string | number | null)[]): unknown };
}

/** How many rows go in before others are let in between. */
const SQLITE_ROWS = 100;

/**
 * Writes each row at once, by one prepared statement a table. SQLite lives in this process, so there is no way to a
 * server that batches would save; and rows that wait outlive the collector's short rounds, which costs memory.
 */
async function createSqliteSink(trx: Trx): Promise<RowSink> {
  // knex gives a transaction's client its one connection.
  const connection = (await trx.client.acquireConnection()) as SqliteConnection;
  const statements = new Map<string, ReturnType<SqliteConnection['prepare']>>();
  let rows = 0;

  return {
    add(_rank, table, columns, row) {
      let statement = statements.get(table);
      if (!statement) {
        statement = connection.prepare(insertInto(trx, table, columns, 1));
        statements.set(table, statement);
      }
      statement.run(row.map(toSqlite));
      rows += 1;
    },
    isFull: () => rows >= SQLITE_ROWS,
    async flush() {
      rows = 0;
      await breathe();
    },
  };
}

/** As knex binds them for this driver. */
function toSqlite(value: ColumnValue): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Date ? value.getTime() : value;
}

/** What waits at most. */
const MAX_ROWS = 2000;
const MAX_BYTES = 1024 * 1024;

/** Below every server's limit of values in one statement (65,535). */
const MAX_VALUES = 30_000;
const ROWS_IN_STATEMENT = 500;

/** Gathers rows and writes hundreds of a table in one statement. */
function createBatchSink(trx: Trx): RowSink {
  interface Waiting {
    columns: string[];
    rows: ColumnValue[][];
  }
  const ranks = { row: new Map<string, Waiting>(), join: new Map<string, Waiting>() };
  let count = 0;
  let bytes = 0;

  async function insert(table: string, { columns, rows }: Waiting): Promise<void> {
    const size = Math.min(ROWS_IN_STATEMENT, Math.floor(MAX_VALUES / columns.length));
    for (const some of inChunks(rows, size)) {
      await trx.raw(insertInto(trx, table, columns, some.length), some.flat() as string[]);
      await breathe();
    }
  }

  return {
    add(rank, table, columns, row) {
      let waiting = ranks[rank].get(table);
      if (!waiting) ranks[rank].set(table, (waiting = { columns, rows: [] }));
      waiting.rows.push(row);
      count += 1;
      for (const value of row) bytes += typeof value === 'string' ? value.length : 8;
    },
    isFull: () => count >= MAX_ROWS || bytes >= MAX_BYTES,
    async flush() {
      count = 0;
      bytes = 0;
      for (const tables of [ranks.row, ranks.join]) {
        const waiting = [...tables];
        tables.clear();
        for (const [table, rows] of waiting) await insert(table, rows);
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
