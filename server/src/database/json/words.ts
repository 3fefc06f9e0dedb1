import type { Db, Dialect } from '../model';
import { createMysqlWords } from './mysql-words';
import { createPostgresWords } from './postgres-words';
import { createSqliteWords } from './sqlite-words';

/**
 * How one kind of database says in SQL what stands in a line of JSON. The lines of an archive are composed by the
 * database, next to the rows: what it costs to hand over every value, to make it a JavaScript one and to write that as
 * JSON again is several times what it costs to read the row.
 *
 * Where this is said of an expression, it is never null.
 */
export interface JsonWords {
  /** A table or column, quoted; dots part a schema, a table and a column. */
  name(identifier: string): string;
  /** A text as a literal. */
  text(text: string): string;
  /** One text of all pieces; never null. */
  concat(pieces: Piece[]): string;
  /**
   * A query of one text: those of all rows in this order, with commas between; null when there are no rows.
   * @param from which rows, from `from` on
   */
  list(expression: string, from: string, order: string): string;
  /** The JSON of a column's value, as Strapi's field of this type reads it (`values.ts`); never null. */
  value(type: string, column: string): string;
  /** Whether a query must not hold others within others, but names them before it. */
  namesQueries: boolean;
  /** A column to compare with, but not to look up by. */
  unindexed(column: string): string;
}

/** Part of a text: text that is the same in every row, or an expression of one that is never null. */
export type Piece = string | { sql: string };

/** Each piece as an expression. */
export function expressionsOf(pieces: Piece[], text: Quoting['text']): string[] {
  return pieces.map((piece) => (typeof piece === 'string' ? text(piece) : piece.sql));
}

/** Names and texts as the query builder quotes them. */
export type Quoting = Pick<JsonWords, 'name' | 'text'>;

/** What the driver does with values. */
export interface DriverFacts {
  /** Whether it takes datetimes for UTC, as they stand in an archive. */
  isUtc: boolean;
}

const WORDS = {
  sqlite: createSqliteWords,
  postgres: createPostgresWords,
  mysql: createMysqlWords,
} satisfies Record<Dialect, (quoting: Quoting, driver: DriverFacts) => JsonWords>;

export function createJsonWords(dialect: Dialect, db: Db, driver: DriverFacts): JsonWords {
  const quoting: Quoting = {
    name: (identifier) => db.raw('??', [identifier]).toQuery(),
    text: (text) => db.raw('?', [text]).toQuery(),
  };
  return WORDS[dialect](quoting, driver);
}
