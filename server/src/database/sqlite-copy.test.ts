import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PagePlace, firstPlace, placeAfter } from './page-place';
import { type SqliteCopy, openSqliteCopy, startThreadAhead } from './sqlite-copy';
import { copyUnderLock, openForGood } from './sqlite-file';

const ROOT = path.resolve(__dirname, '../../..');
const PIECE_BYTES = 1024 * 1024;

const load = createRequire(path.join(ROOT, 'package.json'));
const Driver = load('better-sqlite3') as typeof Sqlite;

let dir: string;
let file: string;
let site: Sqlite.Database;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(tmpdir(), 'lifeboat-copy-'));
  file = path.join(dir, 'data.db');
  site = new Driver(file);
  site.exec('create table articles (id integer primary key, body blob)');
});

afterEach(() => {
  site.close();
  fs.rmSync(dir, { recursive: true });
});

/** Rows of a megabyte each. */
function fill(rows: number): void {
  for (let row = 0; row < rows; row += 1) {
    site.exec('insert into articles (body) values (randomblob(1024 * 1024))');
  }
}

const CONTENT = 'select id, hex(body) as body from articles order by id';

function strapiOf(filename: string): Core.Strapi {
  const client = { connectionSettings: { filename }, driver: Driver };
  const strapi = { db: { connection: { client } }, dirs: { app: { root: ROOT } } };
  return strapi as unknown as Core.Strapi;
}

function openCopy(strapi = strapiOf(file)): Promise<SqliteCopy> {
  return openSqliteCopy(strapi, path.join(dir, 'copy.db'));
}

async function throughCopy(): Promise<unknown[][]> {
  const copy = await openCopy();
  try {
    const [, ...rows] = await copy.ask(CONTENT);
    return rows;
  } finally {
    await copy.close();
  }
}

const contentOf = (database: Sqlite.Database): unknown[][] =>
  database.prepare(CONTENT).raw().all() as unknown[][];

describe('a copy of a SQLite file', () => {
  it('has what the site has', async () => {
    fill(9);
    expect(await throughCopy()).toEqual(contentOf(site));
  });

  it('has what the site has when it is made, though its thread was started before', async () => {
    const strapi = strapiOf(file);
    startThreadAhead(strapi);
    startThreadAhead(strapi);
    fill(2);
    for (let time = 0; time < 2; time += 1) {
      const copy = await openCopy(strapi);
      expect((await copy.ask(CONTENT)).slice(1)).toEqual(contentOf(site));
      await copy.close();
      fs.rmSync(path.join(dir, 'copy.db'));
      fill(1);
    }
  });

  it('is told of a file that is not to be had only when it is asked for', async () => {
    const strapi = strapiOf(path.join(dir, 'nowhere.db'));
    startThreadAhead(strapi);
    await expect(openCopy(strapi)).rejects.toThrow('no such file');
  });

  it('has what lies beside the file of a site in WAL mode', async () => {
    site.pragma('journal_mode = wal');
    fill(1);
    expect(fs.statSync(`${file}-wal`).size).toBeGreaterThan(0);
    expect(await throughCopy()).toEqual(contentOf(site));
  });

  it('waits for whoever writes to be done', async () => {
    fill(1);
    const copied = (async () => {
      site.exec('begin exclusive; update articles set body = null');
      const copy = throughCopy();
      await new Promise((resolve) => setTimeout(resolve, 800));
      site.exec('commit');
      return copy;
    })();
    expect(await copied).toEqual([[1, '']]);
  });

  it('is of one moment when the site writes in between', () => {
    fill(9);
    const source = new Driver(file, { readonly: true });
    const target = path.join(dir, 'copy.db');
    const to = fs.openSync(target, 'w');
    let locked = 0;
    // The first rounds are disturbed after each lock; what is read before and after does not fit together.
    const disturbed = {
      exec(sql: string) {
        source.exec(sql);
        if (sql !== 'commit') return;
        locked += 1;
        if (locked <= 4) site.exec('update articles set body = randomblob(1024 * 1024)');
      },
    };
    copyUnderLock(fs, disturbed, openForGood(file), to);
    fs.closeSync(to);
    source.close();

    const copy = new Driver(target, { readonly: true });
    expect(locked).toBeGreaterThan(4);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(contentOf(copy)).toEqual(contentOf(site));
    copy.close();
  });

  it('comes to its end on a site that writes all the time', () => {
    fill(9);
    const source = new Driver(file, { readonly: true });
    const to = fs.openSync(path.join(dir, 'copy.db'), 'w');
    const writing = {
      exec(sql: string) {
        source.exec(sql);
        if (sql === 'commit') site.exec('update articles set body = null where id = 1');
      },
    };
    copyUnderLock(fs, writing, openForGood(file), to);
    expect(fs.fstatSync(to).size).toBeGreaterThan(8 * PIECE_BYTES);
    fs.closeSync(to);
    source.close();
  });

  it('keeps writers out while it reads a piece, and only then', () => {
    fill(5);
    const source = new Driver(file, { readonly: true });
    const writer = new Driver(file, { timeout: 0 });
    const to = fs.openSync(path.join(dir, 'copy.db'), 'w');
    const write = (): void => void writer.exec('update articles set body = null where id = 1');
    const whileReading = {
      ...fs,
      readSync(...args: Parameters<typeof fs.readSync>) {
        expect(write).toThrow(/locked/);
        return fs.readSync(...args);
      },
    };
    copyUnderLock(whileReading as typeof fs, source, openForGood(file), to);
    write();
    for (const database of [source, writer]) database.close();
    fs.closeSync(to);
  });

  it('leaves the locks of the site as they are', async () => {
    fill(1);
    site.exec('begin immediate');
    await throughCopy();
    const intrude = `
      const Driver = require('better-sqlite3');
      try {
        new Driver(process.argv[1], { timeout: 0 }).exec('begin immediate');
        console.log('came in');
      } catch (error) {
        console.log(error.code);
      }`;
    const said = execFileSync(process.execPath, ['-e', intrude, file], { cwd: ROOT });
    expect(said.toString().trim()).toBe('SQLITE_BUSY');
    site.exec('commit');
  });
});

describe('pages of a copy', () => {
  const sql = `select max(id), count(*), count(line), cast(group_concat(line || char(10), '') as blob) from
    (select id, case when id % 7 then 'line ' || id end as line from articles where id > ? order by id limit ?)`;
  const lineOf = (id: number): string => (id % 7 ? `line ${id}\n` : '');
  const ids = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, index) => from + index + 1);

  let copy: SqliteCopy;
  const page = (place: PagePlace) => copy.page({ sql, place, pageBytes: 1000 });

  beforeEach(async () => {
    site.exec(`insert into articles (body) with recursive many(n) as
      (select 1 union all select n + 1 from many where n < 500) select null from many`);
    copy = await openCopy();
  });
  afterEach(() => copy.close());

  it('follow one another to the last row', async () => {
    let text = '';
    let muted = 0;
    for (let place: PagePlace | undefined = firstPlace(); place; ) {
      const { content, rows, lines, next } = await page(place);
      text += content.toString();
      muted += rows - lines;
      place = next;
    }
    expect(text).toBe(ids(0, 500).map(lineOf).join(''));
    expect(muted).toBe(Math.floor(500 / 7));
  });

  it('are those that are asked for, whichever was made ahead', async () => {
    await page(firstPlace());
    for (const after of [300, 0, 64, 64]) {
      const { content, next } = await page({ after, limit: 10 });
      expect(content.toString()).toBe(
        ids(after, after + 10)
          .map(lineOf)
          .join(''),
      );
      expect(next!.after).toBe(after + 10);
    }
    const other = sql.replace("'line '", "'row '");
    const { content } = await copy.page({ sql: other, place: firstPlace(), pageBytes: 1000 });
    expect(content.toString()).toContain('row 1\n');
  });

  it('may be empty', async () => {
    expect(await page({ after: 500, limit: 10 })).toMatchObject({ rows: 0, lines: 0 });
    expect(String((await page({ after: 500, limit: 10 })).content)).toBe('');
  });

  it('that fail, fail for who asks, and the next is answered', async () => {
    const wrong = copy.page({ sql: 'select * from nowhere', place: firstPlace(), pageBytes: 1 });
    await expect(wrong).rejects.toThrow('no such table');
    expect((await page(firstPlace())).rows).toBe(64);
  });
});

describe('the place of a page', () => {
  const had = (rows: number, bytes: number) => ({ rows, bytes, lastId: 70 });

  it('follows from the size of the rows before', () => {
    expect(placeAfter(firstPlace(), had(64, 6400), 10_000)).toEqual({ after: 70, limit: 100 });
    expect(placeAfter(firstPlace(), had(64, 64), 10_000)).toEqual({ after: 70, limit: 256 });
    expect(placeAfter(firstPlace(), had(64, 0), 10_000)).toEqual({ after: 70, limit: 256 });
    expect(placeAfter(firstPlace(), had(64, 1e9), 10_000)).toEqual({ after: 70, limit: 1 });
    expect(placeAfter({ after: 0, limit: 1000 }, had(1000, 1), 10_000)!.limit).toBe(2000);
  });

  it('is none after the last', () => {
    expect(placeAfter(firstPlace(), had(63, 6400), 10_000)).toBeUndefined();
  });
});
