import Database from 'better-sqlite3';
import knex from 'knex';
import { describe, expect, it } from 'vitest';
import { addJsonFunction } from '../../database/json/sqlite-words';
import type { Db, Model, Models } from '../../database/model';
import { type LineQuery, type Reader, createCopyReader } from '../../database/reader';
import type { SqliteCopy } from '../../database/sqlite-copy';
import { readEntities } from './read-entities';

const DEPTH = 8;
const ATTRIBUTES = Array.from({ length: 100 }, (_, index) => `text_${index}`);
/** SQLite's parser has a hundred places before 3.46; each parenthesis takes some. */
const MOST_OPEN = 15;

const uidOf = (level: number): string => (level === 0 ? 'api::a.a' : `components.c${level}`);

/** A type whose entities hold a component that holds one, and so on. */
function modelAt(level: number): Model {
  const scalars = ['id', ...ATTRIBUTES].map((name) => ({
    attribute: name,
    column: name,
    type: name === 'id' ? 'increments' : 'string',
    makeDefault: () => null,
  }));
  return {
    uid: uidOf(level),
    table: `t${level}`,
    scalars,
    components:
      level === DEPTH
        ? []
        : [
            {
              attribute: 'parts',
              kind: level === 0 ? 'dynamicZone' : 'repeatable',
              uids: [uidOf(level + 1)],
              joinTable: `t${level}_components`,
              joinColumns: {
                owner: 'entity_id',
                component: 'component_id',
                type: 'component_type',
                field: 'field',
                order: 'order',
              },
            },
          ],
    relations: [],
    attributeOf: Object.fromEntries(scalars.map(({ column, attribute }) => [column, attribute])),
  };
}

const levels = Array.from({ length: DEPTH + 1 }, (_, level) => level);
const byUid = new Map(levels.map((level) => [uidOf(level), modelAt(level)]));
const models = {
  get: (uid) => byUid.get(uid),
  need: (uid) => byUid.get(uid)!,
  componentTypeFirst: true,
} as Models;

/** Each row has the next level's rows 1 and 2 in it, in the other order. */
function createDatabase(): Database.Database {
  const database = new Database(':memory:');
  for (const level of levels) {
    const columns = ATTRIBUTES.map((name) => `${name} varchar(255)`).join(', ');
    database.exec(`create table t${level} (id integer primary key, ${columns});
      insert into t${level} (id, text_99) values (1, 'one of ${level}'), (2, 'two of ${level}');
      create table t${level}_components (id integer primary key, entity_id integer,
        component_id integer, component_type varchar(255), field varchar(255), "order" float);
      insert into t${level}_components (entity_id, component_id, component_type, field, "order")
        values (1, 1, '${uidOf(level + 1)}', 'parts', 2), (1, 2, '${uidOf(level + 1)}', 'parts', 1)`);
  }
  return database;
}

/** Answers as the thread does. */
function copyOf(database: Database.Database): SqliteCopy {
  addJsonFunction(database as never);
  return {
    async ask(sql) {
      const statement = database.prepare(sql).raw();
      return [statement.columns().map(({ name }) => name), ...statement.all()] as never;
    },
    async page({ sql, place: { after, limit } }) {
      const found = database.prepare(sql).raw().get(after, limit);
      const [, rows, lines, content] = found as [number, number, number, Buffer];
      return { content, rows, lines };
    },
    close: async () => void database.close(),
  };
}

/** How many parentheses are open at once, texts left aside. */
function mostOpen(sql: string): number {
  let open = 0;
  let most = 0;
  for (const character of sql.replace(/'[^']*'/g, '')) {
    if (character === '(') most = Math.max(most, (open += 1));
    if (character === ')') open -= 1;
  }
  return most;
}

describe('entities with components within components, on SQLite', () => {
  const queries: LineQuery[] = [];
  const db = knex({ client: 'better-sqlite3', useNullAsDefault: true }) as unknown as Db;
  const inner = createCopyReader(db, copyOf(createDatabase()));
  const reader: Reader = {
    ...inner,
    lines(query, place) {
      queries.push(query);
      return inner.lines(query, place);
    },
  };

  it('have them in order at every level', async () => {
    let text = '';
    for await (const page of readEntities(reader, models, [uidOf(0)])) text += page.toString();
    const [first, second] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: number; data: Part });
    interface Part {
      __component?: string;
      text_99: string;
      parts: Part[];
    }
    let part = first!.data;
    for (const level of levels.slice(1)) {
      expect(part.parts.map(({ text_99: name }) => name)).toEqual([
        `two of ${level}`,
        `one of ${level}`,
      ]);
      expect(part.parts[1]!.__component).toBe(level === 1 ? uidOf(1) : undefined);
      part = part.parts[1]!;
    }
    expect(second).toMatchObject({ id: 2, data: { text_99: 'two of 0', parts: [] } });
  });

  it('are asked for in a way that an old parser takes', () => {
    const [{ line, named = [] }] = queries as [LineQuery];
    expect(named).toHaveLength(DEPTH);
    for (const sql of [line, ...named.map((query) => query.sql)]) {
      expect(mostOpen(sql)).toBeLessThan(MOST_OPEN);
    }
  });
});
