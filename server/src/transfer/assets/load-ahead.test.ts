import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { loadAhead } from './load-ahead';
import type { OpenedFile } from './open-file';
import type { SiteAsset } from './site-assets';

const KB = 1000;

async function* bytes(content: string): AsyncGenerator<Buffer> {
  yield Buffer.from(content);
}

/** A storage that notes what is opened, and how many files are at once. */
function storage() {
  const opened: string[] = [];
  const busy = { now: 0, most: 0 };
  const asset = (
    filename: string,
    size: number | undefined,
    answer: () => OpenedFile | null = () => ({ size: 5, content: bytes(`of ${filename}`) }),
  ): SiteAsset => ({
    filename,
    metadata: { hash: filename, url: filename, size },
    async open() {
      opened.push(filename);
      busy.most = Math.max(busy.most, (busy.now += 1));
      await sleep(5);
      busy.now -= 1;
      return answer();
    },
  });
  return { asset, opened, busy };
}

async function* listed(assets: SiteAsset[]): AsyncGenerator<SiteAsset> {
  yield* assets;
}

async function contentOf(file: OpenedFile): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of file.content) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('loading ahead', () => {
  it('gives small files in their order, having opened several at once', async () => {
    const { asset, busy } = storage();
    const names = Array.from({ length: 60 }, (_, index) => `file ${index}`);
    const found: string[] = [];
    for await (const { asset: one, file } of loadAhead(listed(names.map((n) => asset(n, 3))))) {
      expect(await contentOf(file!)).toBe(`of ${one.filename}`);
      found.push(one.filename);
    }
    expect(found).toEqual(names);
    expect(busy.most).toBeGreaterThan(8);
    expect(busy.most).toBeLessThan(20);
  });

  it('opens a large file, or one of unknown size, only when its turn has come', async () => {
    const { asset, opened } = storage();
    const assets = [asset('a', 300 * KB), asset('small', 1), asset('b', undefined)];
    for await (const { asset: one } of loadAhead(listed(assets))) {
      if (one.filename === 'a') expect(opened).not.toContain('b');
    }
    expect(opened.sort()).toEqual(['a', 'b', 'small']);
  });

  it('goes on past a file that is missing', async () => {
    const { asset } = storage();
    const assets = [asset('here', 1), asset('gone', 1, () => null), asset('there', 1)];
    const found: [string, boolean][] = [];
    for await (const { asset: one, file } of loadAhead(listed(assets))) {
      found.push([one.filename, file !== null]);
    }
    expect(found).toEqual([
      ['here', true],
      ['gone', false],
      ['there', true],
    ]);
  });

  it('fails at the file that can not be read, not before it', async () => {
    const { asset } = storage();
    const broken = asset('broken', 1, () => {
      throw new Error('The storage answered 500');
    });
    const found: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const { asset: one } of loadAhead(listed([asset('good', 1), broken]))) {
        found.push(one.filename);
      }
    };
    await expect(reading()).rejects.toThrow('answered 500');
    expect(found).toEqual(['good']);
  });

  it('does not hear of a failure before its turn has come, nor does the process', async () => {
    const { asset } = storage();
    const broken = asset('broken', 1, () => {
      throw new Error('The storage answered 500');
    });
    const loading = loadAhead(listed([asset('good', 1), broken]));
    expect((await loading.next()).value).toMatchObject({ asset: { filename: 'good' } });
    await sleep(30);
    await expect(loading.next()).rejects.toThrow('answered 500');
  });

  it('keeps what it has read when the storage fills the same memory again', async () => {
    async function* reused(): AsyncGenerator<Buffer> {
      const memory = Buffer.from('aaa');
      yield memory;
      yield memory.fill('b');
    }
    const { asset } = storage();
    const assets = listed([asset('a', 1, () => ({ size: 6, content: reused() }))]);
    for await (const { file } of loadAhead(assets)) expect(await contentOf(file!)).toBe('aaabbb');
  });

  it('does not read ahead what is larger than its row says', async () => {
    let read = false;
    async function* large(): AsyncGenerator<Buffer> {
      read = true;
      yield Buffer.alloc(300 * KB);
    }
    const { asset } = storage();
    const liar = asset('liar', 1, () => ({ size: 300 * KB, content: large() }));
    for await (const { file } of loadAhead(listed([liar]))) {
      expect(read).toBe(false);
      expect((await contentOf(file!)).length).toBe(300 * KB);
    }
  });
});
