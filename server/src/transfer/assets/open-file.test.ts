import { appendFile, mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/types';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buffer } from 'node:stream/consumers';
import { openFiles } from '../../archive/test-helpers';
import { openFile } from './open-file';

let dir: string;
let strapi: Core.Strapi;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-open-'));
  await mkdir(path.join(dir, 'public/uploads'), { recursive: true });
  await mkdir(path.join(dir, 'public-too'));
  for (const name of ['public/uploads/a.txt', '.env', 'public-too/a.txt']) {
    await writeFile(path.join(dir, name), 'text');
  }
  strapi = { dirs: { static: { public: path.join(dir, 'public') } } } as Core.Strapi;
});
afterEach(() => rm(dir, { recursive: true }));

const open = (url: string) => openFile(strapi, 'local', { hash: 'a', ext: '.txt', url });

describe('a file on this machine', () => {
  it('is opened below the public folder', async () => {
    expect(await open('/uploads/a.txt')).toMatchObject({ size: 4 });
  });

  it('is missing when it is not there', async () => {
    expect(await open('/uploads/b.txt')).toBeNull();
  });

  it('yields the size that was told, though the file has grown since', async () => {
    for (const size of [4, 300_000]) {
      await writeFile(path.join(dir, 'public/uploads/a.txt'), Buffer.alloc(size, 'a'));
      const opened = (await open('/uploads/a.txt'))!;
      await appendFile(path.join(dir, 'public/uploads/a.txt'), Buffer.alloc(300_000, 'b'));
      expect((await buffer(opened.content)).equals(Buffer.alloc(size, 'a'))).toBe(true);
    }
  });

  it('ends early when the file has become shorter, which whoever packs it sees', async () => {
    await writeFile(path.join(dir, 'public/uploads/a.txt'), 'longer');
    const opened = (await open('/uploads/a.txt'))!;
    await truncate(path.join(dir, 'public/uploads/a.txt'), 2);
    expect(opened.size).toBe(6);
    expect(String(await buffer(opened.content))).toBe('lo');
  });

  it('is closed when it was read, or when nobody wants the rest', async () => {
    // A small one: the collector closes what was forgotten, but it does not come for so little.
    const before = openFiles();
    for (let n = 0; n < 40; n += 1) {
      await buffer((await open('/uploads/a.txt'))!.content);
      for await (const _chunk of (await open('/uploads/a.txt'))!.content) break;
    }
    expect(openFiles()).toBeLessThan(before + 10);
  });

  it.each(['/../.env', '../.env', '/uploads/../../public-too/a.txt'])(
    'is not looked for outside of it: %s',
    async (url) => {
      expect(await open(url)).toBeNull();
    },
  );
});

describe('a file in a storage', () => {
  /** What the storage answers, one after the other, the last again and again. */
  function answering(...answers: (() => Response)[]) {
    let asked = 0;
    const storage = {
      ...strapi,
      config: { get: () => 'aws-s3' },
      plugin: () => ({ provider: { isPrivate: () => false } }),
      fetch: async () => answers[Math.min(asked++, answers.length - 1)]!(),
    } as unknown as Core.Strapi;
    const opened = openFile(storage, 'aws-s3', { hash: 'a', ext: '.txt', url: 'https://cloud/a' });
    return { opened, asked: () => asked };
  }
  const answer =
    (status: number, body = '') =>
    () =>
      new Response(body, { status });
  const broken = (): never => {
    throw new TypeError('fetch failed');
  };

  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'], shouldAdvanceTime: true }));
  afterEach(() => void vi.useRealTimers());

  it.each([404, 410])('is missing when the storage answers %s', async (status) => {
    const { opened } = answering(answer(status, '<Error><Code>NoSuchKey</Code></Error>'));
    expect(await opened).toBeNull();
  });

  it.each([
    ['401', answer(401)],
    ['403', answer(403)],
    ['404 because there is no such storage', answer(404, '<Code>NoSuchBucket</Code>')],
    ['500 again and again', answer(500)],
    ['429 again and again', answer(429)],
    ['nothing', broken],
  ])('is not taken as missing when the storage answers %s', async (_what, storage) => {
    const { opened } = answering(storage);
    await expect(opened).rejects.toMatchObject({
      code: 'storageUnreadable',
      facts: { entry: 'a.txt' },
    });
  });

  it('is asked for again when the storage is busy or the connection breaks', async () => {
    const { opened, asked } = answering(answer(503), broken, answer(429), answer(200, 'text'));
    const file = await opened;
    expect(String(await buffer(file!.content))).toBe('text');
    expect(asked()).toBe(4);
  });
});
