import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PartFacts, type PartStore, createPartStore } from './part-store';

const ID = '3f0c2a52-8a5e-4a55-9d6e-0d6f6f8f1d11';
const FACTS: PartFacts = {
  ...{ id: ID, ownerId: '1', filename: 'a.tar', fingerprint: null, size: 10 },
  createdAt: '2026-01-01T00:00:00.000Z',
};

let dir: string;
let store: PartStore;

beforeEach(async () => {
  dir = path.join(await mkdtemp(path.join(tmpdir(), 'lifeboat-parts-')), 'parts');
  store = createPartStore(dir);
});
afterEach(() => rm(path.dirname(dir), { recursive: true }));

async function* chunks(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

describe('the store of parts', () => {
  it('keeps what has come for the next process, for nobody else to read', async () => {
    await store.create(FACTS);
    const ends: number[] = [];
    await store.append(ID, 0, chunks('abc', 'de'), (end) => ends.push(end));
    expect(ends).toEqual([3, 5]);
    await createPartStore(dir).append(ID, 5, chunks('fgh'), () => undefined);

    expect(await createPartStore(dir).find(ID)).toMatchObject({ ...FACTS, received: 8 });
    expect(await readFile(store.path(ID), 'utf8')).toBe('abcdefgh');
    for (const name of await readdir(dir)) {
      expect((await stat(path.join(dir, name))).mode & 0o077).toBe(0);
    }
  });

  it('keeps what came before an error', async () => {
    await store.create(FACTS);
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('abc');
      throw new Error('connection lost');
    }
    await expect(store.append(ID, 0, broken(), () => undefined)).rejects.toThrow('connection lost');
    expect(await store.find(ID)).toMatchObject({ received: 3 });
  });

  it('forgets what was removed', async () => {
    await store.create(FACTS);
    await store.remove(ID);
    expect(await store.find(ID)).toBeUndefined();
    expect(await readdir(dir)).toEqual([]);
  });

  it.each(['../../etc/passwd', '..', '', `${ID}.json`, `${ID}/x`])(
    'takes %j for no id',
    async (id) => {
      await store.create(FACTS);
      expect(await store.find(id)).toBeUndefined();
    },
  );

  it('does not open an upload twice', async () => {
    await store.create(FACTS);
    await expect(store.create(FACTS)).rejects.toMatchObject({ code: 'EEXIST' });
  });
});
