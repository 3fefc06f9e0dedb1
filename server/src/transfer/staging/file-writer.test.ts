import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFiles } from '../../archive/test-helpers';
import { createFileWriter } from './file-writer';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-files-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function* pieces(content: Buffer, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes);
}

it('writes files of any size as they came', async () => {
  const sizes = [0, 1, 70_000, 512 * 1024, 512 * 1024 + 1, 3_500_000, ...Array(200).fill(4000)];
  const writer = createFileWriter();
  for (const [index, size] of sizes.entries()) {
    const content = Buffer.alloc(size, index);
    await writer.add(path.join(dir, String(index)), size, pieces(content, 60_000));
  }
  await writer.finish();

  expect((await readdir(dir)).length).toBe(sizes.length);
  for (const [index, size] of sizes.entries()) {
    const written = await readFile(path.join(dir, String(index)));
    expect(written.equals(Buffer.alloc(size, index))).toBe(true);
  }
});

it.each([10, 2_000_000])('says when a file of %s bytes can not be written', async (size) => {
  const taken = path.join(dir, 'taken');
  await writeFile(taken, 'before');
  const writer = createFileWriter();
  const writing = async (): Promise<void> => {
    await writer.add(taken, size, pieces(Buffer.alloc(size), 60_000));
    await writer.finish();
  };
  await expect(writing()).rejects.toMatchObject({ code: 'EEXIST' });
  expect(await readFile(taken, 'utf8')).toBe('before');
});

it('says so at a later file too, since the first may fail after its turn', async () => {
  const writer = createFileWriter();
  const add = (name: string): Promise<void> =>
    writer.add(path.join(dir, name), 3, pieces(Buffer.from('abc'), 3));
  const writing = async (): Promise<void> => {
    await add('missing/folder');
    for (let index = 0; index < 200; index += 1) await add(String(index));
  };
  await expect(writing()).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(writer.finish()).rejects.toMatchObject({ code: 'ENOENT' });
});

it('closes what it has opened', async () => {
  const before = openFiles();
  const writer = createFileWriter();
  for (let index = 0; index < 30; index += 1) {
    await writer.add(path.join(dir, `${index}`), 600_000, pieces(Buffer.alloc(600_000), 60_000));
  }
  await writer.finish();
  expect(openFiles()).toBeLessThan(before + 10);
});
