import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import knex from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../model';
import { readerFor } from '../values';
import { completeBytes, createComplete } from './left-over';
import { addJsonFunction } from './sqlite-words';
import { compose, object } from './template';
import { type JsonWords, createJsonWords } from './words';

/** Strapi's types, and SQLite's for their columns. */
const COLUMNS = {
  increments: 'integer',
  integer: 'integer',
  biginteger: 'bigint',
  float: 'float',
  decimal: 'float',
  boolean: 'boolean',
  string: 'varchar(255)',
  text: 'text',
  date: 'date',
  time: 'time',
  datetime: 'datetime',
  timestamp: 'datetime',
  json: 'json',
  blocks: 'json',
};

/** Whatever SQLite may have been given, whether or not it makes sense in the column. */
const STORED = fc.oneof(
  fc.constant(36025629142436112),
  fc.constantFrom(null, 0, 1, -1, 1.5, 2 ** 53, 1e-7, 1e21, 9.3e18, 0.1 + 0.2, Infinity, ''),
  fc.constantFrom('2024-02-02', '06:30:15.250', '2024-01-01 10:00:00', '{', '[1.0, "\\ud800"]'),
  fc.constantFrom('"text"', '"\\"twice\\""', 'null', 'true', '12', ' { "a" :\n 1 } '),
  fc.constantFrom(1767225600000, -1, 253402300800000, 8.64e15, 1e300),
  fc.double(),
  fc.maxSafeInteger(),
  fc.string({ unit: 'binary' }),
  fc.anything({ withNullPrototype: false }).map((value) => JSON.stringify(value) ?? null),
);

let db: Db;
let sqlite: Sqlite.Database;
let words: JsonWords;

beforeAll(() => {
  db = knex({ client: 'better-sqlite3', useNullAsDefault: true }) as unknown as Db;
  words = createJsonWords('sqlite', db, { isUtc: false });
  sqlite = new Sqlite(':memory:');
  addJsonFunction(sqlite);
});
afterAll(async () => {
  sqlite.close();
  await db.destroy();
});

describe('SQLite writes a value as Strapi reads it', () => {
  it.each(Object.entries(COLUMNS))('%s', (type, column) => {
    sqlite.exec(`drop table if exists t; create table t (v ${column})`);
    const insert = sqlite.prepare('insert into t values (?)');
    const read = sqlite.prepare(`select v, ${words.value(type, 'v')} as json from t`);
    const complete = createComplete();
    const exact = sqlite.prepare('select v from t').pluck().safeIntegers();
    fc.assert(
      fc.property(STORED, (stored) => {
        sqlite.exec('delete from t');
        insert.run(stored);
        const { v, json: left } = read.get() as { v: unknown; json: unknown };
        const json = complete(String(left));
        const digits = exact.get();
        if (type === 'biginteger' && typeof digits === 'bigint') {
          // Beyond what a number holds exactly ours keeps every digit.
          expect(json).toBe(`"${digits}"`);
          return;
        }
        const expected = v === null ? null : (readerFor(type)(v) ?? null);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(expected)));
        expect(json).not.toContain('\n');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a text of pieces', () => {
  const read = (expression: string): unknown =>
    sqlite.prepare(`select ${expression}`).pluck().get();

  it('quotes what is the same in every row', () => {
    const pieces = [`,"it's":`, { sql: `'1'` }, `,"é\\\\":`, { sql: `'[2]'` }];
    expect(read(compose(words, object(pieces)))).toBe(`{"it's":1,"é\\\\":[2]}`);
    expect(read(compose(words, object([])))).toBe('{}');
  });

  it('may be of a thousand parts', () => {
    const many = Array.from({ length: 1000 }, (_, n) => [`,"${n}":`, { sql: `'${n}'` }]).flat();
    expect(
      Object.keys(JSON.parse(read(compose(words, object(many))) as string) as object),
    ).toHaveLength(1000);
  });
});

describe('what a server leaves over', () => {
  const complete = createComplete((text) => new Date(`${text}Z`));
  it.each([
    ['{"a":1}', '{"a":1}'],
    [
      '{"a":\u0001datetime\u0002"2024-01-01T10:00:00.123456"\u0001}',
      '{"a":"2024-01-01T10:00:00.123Z"}',
    ],
    ['{"a":\u0001datetime\u0002"infinity"\u0001,"b":2}', '{"a":null,"b":2}'],
    [
      '[\u0001json\u0002"\\"text\\""\u0001,\u0001decimal\u0002"12345678901234567890.5"\u0001]',
      '["\\"text\\"","12345678901234567890.5"]',
    ],
  ])('%j', (line, finished) => {
    expect(complete(line)).toBe(finished);
    expect(completeBytes(complete, Buffer.from(line)).toString()).toBe(finished);
  });

  it('passes what only begins', () => {
    const line = Buffer.from('{"a":\u0001datetime\u0002"2024-01-01');
    expect(completeBytes(complete, line)).toEqual(line);
  });
});
