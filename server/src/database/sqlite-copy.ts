import { createRequire } from 'node:module';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Core } from '@strapi/types';
import { AS_JSON, asJson } from './json/sqlite-words';
import { type PagePlace, placeAfter } from './page-place';
import { copyUnderLock, openForGood } from './sqlite-file';

/** The site's database as it was at one moment, on a thread of its own. */
export interface SqliteCopy {
  /** @returns the names of the columns, then the rows; bytes as Buffers */
  ask(sql: string): Promise<unknown[][]>;
  /** A page of lines. While it is used, the thread makes the one after it, which is likely to be asked for next. */
  page(question: PageQuestion): Promise<ComposedPage>;
  close(): Promise<void>;
}

export interface PageQuestion {
  /** Bound to the two of the place; its one row is the highest id, the number of rows and of lines, and the lines as bytes. */
  sql: string;
  place: PagePlace;
  /** How many bytes the pages after it should have. */
  pageBytes: number;
}

export interface ComposedPage {
  content: Buffer;
  rows: number;
  lines: number;
  next?: PagePlace;
}

/** Of a backup: a megabyte or so at a time, between which the site may write. */
const PAGES_AT_ONCE = 256;

/** How long a thread waits for a lock before it looks whether it is still wanted. */
const LOCK_WITHIN_MS = 500;

/**
 * What the thread runs; its source goes there, so it knows nothing but what it is given. Copying and composing lines are
 * most of the work of an export, and both would keep the server from answering: a busy disk takes seconds.
 */
const THREAD = `
  const files = require('node:fs');
  const { setTimeout: sleep } = require('node:timers/promises');
  const { parentPort, workerData } = require('node:worker_threads');
  const { driver, filename, options, descriptor } = workerData;
  const Sqlite = require(driver);
  const statements = new Map();
  let copy;

  function prepared(sql) {
    if (!statements.has(sql)) statements.set(sql, copy.prepare(sql).raw());
    return statements.get(sql);
  }

  function ask({ sql }) {
    const statement = prepared(sql);
    const rows = statement.all();
    const bytes = rows.flat().filter(Buffer.isBuffer).map(({ buffer }) => buffer);
    parentPort.postMessage({ answer: [statement.columns().map(({ name }) => name), ...rows] }, bytes);
  }

  ${placeAfter}

  function compose({ sql, place, pageBytes }) {
    const [lastId, rows, lines, content] = prepared(sql).get(place.after, place.limit);
    const bytes = content ?? new Uint8Array(0);
    const next = placeAfter(place, { rows, bytes: bytes.length, lastId }, pageBytes);
    return { content: bytes, rows, lines, next };
  }

  /** Of the page that was made before it is asked for. */
  let ahead;

  function composeAhead(question) {
    try {
      ahead = { question, page: compose(question) };
    } catch {
      // Whoever asks for it hears of it.
    }
  }

  function page(question) {
    const isMade =
      ahead?.question.sql === question.sql &&
      ahead.question.place.after === question.place.after &&
      ahead.question.place.limit === question.place.limit;
    const page = isMade ? ahead.page : compose(question);
    ahead = undefined;
    const { next } = page;
    parentPort.postMessage({ answer: page }, [page.content.buffer]);
    if (next) setImmediate(composeAhead, { ...question, place: next });
  }

  ${copyUnderLock}

  async function makeCopy(source, target) {
    const inWal = source.pragma('journal_mode', { simple: true }) === 'wal';
    if (inWal || descriptor === undefined) {
      await source.backup(target, { progress: () => ${PAGES_AT_ONCE} });
      return;
    }
    const to = files.openSync(target, 'w', 0o600);
    try {
      copyUnderLock(files, source, descriptor, to);
    } finally {
      files.closeSync(to);
    }
  }

  /** Who writes may take as long as it takes. */
  async function untilUnlocked(work) {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (error.code !== 'SQLITE_BUSY') throw error;
        await sleep(10);
      }
    }
  }

  async function open(target) {
    const source = new Sqlite(filename, { ...options, readonly: true, timeout: ${LOCK_WITHIN_MS} });
    try {
      await untilUnlocked(() => makeCopy(source, target));
    } finally {
      source.close();
    }
    copy = new Sqlite(target, { ...options, readonly: true });
    copy.function('${AS_JSON}', { deterministic: true }, ${asJson});
    parentPort.postMessage({ answer: [] });
  }

  function answer(question) {
    try {
      if (question.place) page(question);
      else ask(question);
    } catch (error) {
      // A driver's error comes through without its message.
      parentPort.postMessage({ error: error.message });
    }
  }

  parentPort.on('message', (message) => {
    if (message.target) void open(message.target);
    else answer(message);
  });
`;

type Answer = { answer: unknown } | { error: string };

/** How long a thread that was started ahead waits for its work. */
const READY_MS = 10_000;

const ready = new WeakMap<Core.Strapi, Worker>();

/** Starts a thread for the next copy, which takes as long as copying a small site. Ends it if nobody comes for it. */
export function startThreadAhead(strapi: Core.Strapi): void {
  if (ready.has(strapi)) return;
  let thread: Worker;
  try {
    thread = startThread(strapi);
  } catch {
    // Whoever makes the copy hears of it.
    return;
  }
  ready.set(strapi, thread);
  thread.once('exit', () => {
    if (ready.get(strapi) === thread) ready.delete(strapi);
  });
  thread.on('error', () => undefined);
  setTimeout(() => {
    if (ready.get(strapi) === thread) void takeThread(strapi).terminate();
  }, READY_MS).unref();
  thread.unref();
}

function takeThread(strapi: Core.Strapi): Worker {
  const thread = ready.get(strapi) ?? startThread(strapi);
  ready.delete(strapi);
  thread.ref();
  return thread;
}

function startThread(strapi: Core.Strapi): Worker {
  const { client } = strapi.db.connection;
  const settings = client.connectionSettings as { filename: string; options?: object };
  const filename = path.resolve(settings.filename);
  return new Worker(THREAD, {
    eval: true,
    workerData: {
      driver: fileOf(strapi, client.driver),
      filename,
      // Where locks keep others from reading what is locked, SQLite alone can read.
      descriptor: process.platform === 'win32' ? undefined : openForGood(filename),
      // What can't be handed to a thread is a function, such as a logger.
      options: JSON.parse(JSON.stringify(settings.options ?? {})) as object,
    },
  });
}

/**
 * Copies the site's SQLite file as it is; one in WAL mode, of which a part lies in another file, by SQLite's own backup.
 * Both begin again when the site writes in between. No connection of the site's is used.
 * @param target a file that does not exist yet
 */
export async function openSqliteCopy(strapi: Core.Strapi, target: string): Promise<SqliteCopy> {
  const thread = takeThread(strapi);
  const answers = answersOf(thread);
  thread.postMessage({ target });
  await answers.next();
  return {
    async ask(sql) {
      thread.postMessage({ sql });
      const rows = (await answers.next()) as unknown[][];
      return rows.map((row) => row.map(asBuffer));
    },
    async page(question) {
      thread.postMessage(question);
      const page = (await answers.next()) as ComposedPage;
      return { ...page, content: asBuffer(page.content) as Buffer };
    },
    async close() {
      await thread.terminate();
    },
  };
}

/** What a thread answers, in the order in which it was asked. */
function answersOf(thread: Worker): { next(): Promise<unknown> } {
  const waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = [];
  let ended: Error | undefined;
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.splice(0)) reject(ended);
  };
  thread.on('error', end);
  thread.on('exit', () => end(new Error('The copy of the database was closed')));
  thread.on('message', (answer: Answer) => {
    const { resolve, reject } = waiting.shift()!;
    if ('error' in answer) reject(new Error(answer.error));
    else resolve(answer.answer);
  });
  return {
    next: () =>
      new Promise((resolve, reject) => {
        if (ended) reject(ended);
        else waiting.push({ resolve, reject });
      }),
  };
}

/** Bytes lose their class on the way between threads. */
function asBuffer(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** The file that a loaded module comes from, wherever the query builder has found it. */
function fileOf(strapi: Core.Strapi, exported: unknown): string {
  const { cache } = createRequire(path.join(strapi.dirs.app.root, 'package.json'));
  const loaded = Object.values(cache).find((module) => module?.exports === exported);
  if (!loaded) throw new Error('The driver of the database is not to be found');
  return loaded.filename;
}
