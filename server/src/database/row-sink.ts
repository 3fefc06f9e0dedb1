import { breathe } from './breathe';
import type { Dialect, Trx } from './model';
import type { ColumnValue } from './values';

/**
 * Takes new rows of any tables, in two ranks: a `join` row points at others by a foreign key and is written after each
 * `row` that came before it.
 */
export interface RowSink {
  /** @param columns the same at every call for a table */
  add(rank: 'row' | 'join', table: string, columns: string[], row: ColumnValue[]): void;
  /** Tables that got rows. */
  readonly tables: ReadonlySet<string>;
  /** Whether it is time to {@link flush}. */
  isFull(): boolean;
  /** Resolves when all rows are written. */
  flush(): Promise<void>;
}

/** How one kind of database takes rows. */
interface Inserter {
  /** Rows that wait at most. */
  maxRows: number;
  /** @returns a value as the database's driver takes it */
  bind(value: ColumnValue): ColumnValue;
  /** @param values of `count` rows, one row after the other */
  insert(table: string, columns: string[], values: ColumnValue[], count: number): Promise<void>;
}

interface Waiting {
  columns: string[];
  /** Of all rows in one list: many small ones would outlive the collector's short rounds. */
  values: ColumnValue[];
  count: number;
}

const MAX_BYTES = 1024 * 1024;

/** @param trx everything is written in this transaction */
export async function createRowSink(dialect: Dialect, trx: Trx): Promise<RowSink> {
  const inserter = dialect === 'sqlite' ? await sqliteInserter(trx) : serverInserter(trx);
  const ranks = { row: new Map<string, Waiting>(), join: new Map<string, Waiting>() };
  const tables = new Set<string>();
  let rows = 0;
  let bytes = 0;

  return {
    tables,
    add(rank, table, columns, row) {
      let waiting = ranks[rank].get(table);
      if (!waiting) ranks[rank].set(table, (waiting = { columns, values: [], count: 0 }));
      tables.add(table);
      for (const value of row) {
        waiting.values.push(inserter.bind(value));
        bytes += typeof value === 'string' ? value.length : 8;
      }
      waiting.count += 1;
      rows += 1;
    },
    isFull: () => rows >= inserter.maxRows || bytes >= MAX_BYTES,
    async flush() {
      rows = 0;
      bytes = 0;
      for (const rank of [ranks.row, ranks.join]) {
        for (const [table, waiting] of rank) {
          const { columns, values, count } = waiting;
          if (count === 0) continue;
          await inserter.insert(table, columns, values, count);
          waiting.values.length = 0;
          waiting.count = 0;
          await breathe();
        }
      }
    },
  };
}

/** What of a better-sqlite3 connection is used. */
interface SqliteConnection {
  prepare(sql: string): { run(values: ColumnValue[]): unknown };
}

/**
 * Rows in one statement, of which each table has one prepared for each size. SQLite notes a table's highest id once a
 * statement, which for a single row takes as long as the row itself.
 */
const SQLITE_SIZES = [128, 32, 8, 1];
/** SQLite's own limit of values in one statement. */
const SQLITE_MAX_VALUES = 32_766;

async function sqliteInserter(trx: Trx): Promise<Inserter> {
  // knex gives a transaction's client its one connection.
  const connection = (await trx.client.acquireConnection()) as SqliteConnection;
  const statements = new Map<string, ReturnType<SqliteConnection['prepare']>>();

  function statementFor(table: string, columns: string[], size: number) {
    const key = `${size} ${table}`;
    let statement = statements.get(key);
    if (!statement) {
      statement = connection.prepare(insertInto(trx, table, columns, size));
      statements.set(key, statement);
    }
    return statement;
  }

  return {
    // Enough that most of a table's rows come in the largest statements.
    maxRows: 4000,
    bind: toSqlite,
    async insert(table, columns, values, count) {
      let done = 0;
      for (const size of SQLITE_SIZES) {
        if (size * columns.length > SQLITE_MAX_VALUES) continue;
        for (; count - done >= size; done += size) {
          const some = values.slice(done * columns.length, (done + size) * columns.length);
          statementFor(table, columns, size).run(some);
          await breathe();
        }
      }
    },
  };
}

/** As knex binds them for this driver. */
function toSqlite(value: ColumnValue): string | number | null {
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Date ? value.getTime() : value;
}

/** Below every server's limit of values in one statement (65,535). */
const MAX_VALUES = 30_000;
const ROWS_IN_STATEMENT = 500;

function serverInserter(trx: Trx): Inserter {
  return {
    maxRows: 2000,
    bind: (value) => value,
    async insert(table, columns, values, count) {
      const size = Math.min(ROWS_IN_STATEMENT, Math.floor(MAX_VALUES / columns.length));
      for (let done = 0; done < count; done += size) {
        const rows = Math.min(size, count - done);
        const some = values.slice(done * columns.length, (done + rows) * columns.length);
        await trx.raw(insertInto(trx, table, columns, rows), some as string[]);
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
