import { addJsonFunction } from './json/sqlite-words';
import { driverDates, readsAsUtc } from './json/driver-dates';
import { completeBytes, createComplete } from './json/left-over';
import { type JsonWords, createJsonWords } from './json/words';
import { LinePage } from './line-page';
import { createLineRows } from './line-rows';
import type { Db, Dialect, Trx } from './model';
import { type PagePlace, placeAfter } from './page-place';
import { rawRows } from './raw-rows';
import type { SqliteCopy } from './sqlite-copy';

/** Rows of which the database composes a line each. */
export interface LineQuery {
  /** The table whose ids give the order, and the name under which the expressions know it. */
  table: string;
  alias: string;
  /** An expression of a row's line; null for a row that has none. */
  line: string;
  /** Which rows; all of them by default. */
  where?: string;
  /** How many to begin with; few, unless all lines are known to be short. */
  firstRows?: number;
  /** Queries that the expressions know by name, each after those that it knows itself. */
  named?: NamedQuery[];
}

export interface NamedQuery {
  name: string;
  sql: string;
}

/** Some rows' lines. */
export interface Page {
  /** Each with a newline after it. */
  content: Buffer;
  /** Rows that have no line. */
  mute: number;
  /** Of the page after it; none after the last. */
  next?: PagePlace;
}

/** Where rows are read from. */
export interface Reader {
  readonly words: JsonWords;
  /**
   * How many bytes of lines to ask for at once. A page is in memory twice; a server on the other side of a wire is better
   * asked for more.
   */
  readonly pageBytes: number;
  /** The rows of a short answer. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** The lines of a page of rows. */
  lines(query: LineQuery, place: PagePlace): Promise<Page>;
}

/** Rows are not all of the same size: what a page may have beyond what was reckoned. */
const ROOM_BYTES = 128 * 1024;

/** Reads the database itself: any, in any transaction. */
export async function createReader(dialect: Dialect, db: Db | Trx): Promise<Reader> {
  await prepareConnection(dialect, db);
  const toDate = driverDates(dialect, db);
  const words = createJsonWords(dialect, db as Db, { isUtc: readsAsUtc(toDate) });
  const complete = createComplete(toDate);
  const lineRows = createLineRows(dialect, db);
  const pageBytes = 1024 * 1024;
  return {
    words,
    pageBytes,
    rows: (sql) => rawRows(dialect, db, sql),
    async lines(query, place) {
      const { after, limit } = place;
      const page = new LinePage(pageBytes + ROOM_BYTES);
      const asBytes = { ...query, line: lineRows.asBytes(query.line) };
      await lineRows.fetch(pageOf(words, asBytes, String(after), String(limit)), page);
      const { rows, mute, lastId = after } = page;
      const content = completeBytes(complete, page.content);
      return {
        content,
        mute,
        next: placeAfter(place, { rows, bytes: content.length, lastId }, pageBytes),
      };
    },
  };
}

/** Makes the connection ready to compose lines. */
async function prepareConnection(dialect: Dialect, db: Db | Trx): Promise<void> {
  const { client } = db;
  if (dialect === 'sqlite') {
    // Strapi has one connection to SQLite, and a transaction is on it too.
    const connection = await client.acquireConnection();
    addJsonFunction(connection);
    // A transaction keeps its connection.
    if (!('commit' in db)) await client.releaseConnection(connection);
  } else if (dialect === 'postgres') {
    // Compiling an expression as long as a line's takes longer than the whole export; and it guesses that so few rows
    // match that it would rather sort them all, for every page, than walk along the ids.
    await db.raw('set local jit = off; set local enable_sort = off');
  } else {
    await db.raw('set session group_concat_max_len = 4294967295');
  }
}

function pageOf(
  { name }: JsonWords,
  { table, alias, line, where = '1 = 1', named = [] }: LineQuery,
  after: string,
  limit: string,
): string {
  const id = name(`${alias}.id`);
  // Not materialized: they are looked up by id, row by row.
  const known = named.map((query) => `${name(query.name)} as not materialized (${query.sql})`);
  return (
    (known.length > 0 ? `with ${known.join(', ')} ` : '') +
    `select ${id} as ${name('id')}, ${line} as ${name('line')} ` +
    `from ${name(table)} as ${name(alias)} ` +
    `where ${where} and ${id} > ${after} order by ${id} limit ${limit}`
  );
}

/** A bare parameter as a limit makes SQLite plan the whole query anew for each value, which takes as long as a page. */
const NOT_PLANNED_FOR = '0 + ?';

/** Reads the copy of a SQLite file: a page's lines come as their bytes, from the thread that has composed them. */
export function createCopyReader(db: Db, copy: SqliteCopy): Reader {
  const words = createJsonWords('sqlite', db, { isUtc: false });
  const complete = createComplete();
  /** A query can be as long as a page. */
  const pages = new WeakMap<LineQuery, string>();

  function pageSql(query: LineQuery): string {
    let sql = pages.get(query);
    if (sql === undefined) {
      sql =
        `select max(id), count(*), count(line), cast(group_concat(line||char(10), '') as blob) ` +
        `from (${pageOf(words, query, '?', NOT_PLANNED_FOR)})`;
      pages.set(query, sql);
    }
    return sql;
  }

  const pageBytes = 256 * 1024;
  return {
    words,
    pageBytes,
    async rows(sql) {
      const [columns, ...rows] = await copy.ask(sql);
      return rows.map((row) => Object.fromEntries(row.map((value, at) => [columns![at], value])));
    },
    async lines(query, place) {
      const { content, rows, lines, next } = await copy.page({
        sql: pageSql(query),
        place,
        pageBytes,
      });
      return { content: completeBytes(complete, content), mute: rows - lines, next };
    },
  };
}
