import type { Db } from './model';
import type { SqliteConnection, SqliteStatement } from './sqlite-copy';

/** Rows as a driver gives them, without the names at each. */
export interface Table {
  names: string[];
  rows: unknown[][];
}

/** A query to be read; made with the reader's `db`. */
export type Query = ReturnType<Db>;

/** Where rows are read from. */
export interface Reader {
  readonly db: Db;
  /**
   * How many rows of a type to ask for at once. In this process a page has to be done within a moment; a server on the
   * other side of a wire is better asked for more.
   */
  readonly pageRows: number;
  read(query: Query): Promise<Table>;
}

/** Reads by the query builder itself: any database, any transaction. */
export function createReader(db: Db): Reader {
  return {
    db,
    pageRows: 150,
    async read(query) {
      const rows = (await query) as Record<string, unknown>[];
      const names = Object.keys(rows[0] ?? {});
      return { names, rows: rows.map((row) => names.map((name) => row[name])) };
    },
  };
}

/** Shapes of queries there are a few hundred of: some for each table. */
const MAX_STATEMENTS = 1000;

/**
 * Reads a SQLite file past the query builder: statements are prepared once, and rows come as plain lists, which takes
 * the driver half the time.
 * @param db only composes the queries
 */
export function createSqliteReader(db: Db, connection: SqliteConnection): Reader {
  const statements = new Map<string, { statement: SqliteStatement; names: string[] }>();

  function prepare(sql: string): { statement: SqliteStatement; names: string[] } {
    let prepared = statements.get(sql);
    if (!prepared) {
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      const statement = connection.prepare(sql).raw();
      prepared = { statement, names: statement.columns().map(({ name }) => name) };
      statements.set(sql, prepared);
    }
    return prepared;
  }

  return {
    db,
    pageRows: 50,
    async read(query) {
      const { sql, bindings } = query.toSQL().toNative();
      const { statement, names } = prepare(sql);
      return { names, rows: statement.all(bindings as unknown[]) };
    },
  };
}
