import { appendFile, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followFile } from './follow-file';

let dir: string;
let file: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-follow-'));
  file = path.join(dir, 'file');
  await writeFile(file, 'abc');
});
afterEach(() => rm(dir, { recursive: true }));

const atOnce = (): Promise<void> => Promise.resolve();

async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of content) text += chunk.toString();
  return text;
}

describe('following a file', () => {
  it('reads what is there and waits for the rest', async () => {
    const asked: number[] = [];
    const content = followFile(file, 6, async (bytes) => {
      asked.push(bytes);
      if (bytes === 3) await appendFile(file, 'def');
    });
    expect(await textOf(content)).toBe('abcdef');
    expect(asked).toEqual([0, 3]);
  });

  it('reads no further than it is said to be long', async () => {
    expect(await textOf(followFile(file, 2, atOnce))).toBe('ab');
  });

  it('ends when nobody wants the rest', async () => {
    const content = followFile(file, 6, async (bytes) => {
      if (bytes === 3) throw new Error('nobody wants it');
    });
    await expect(textOf(content)).rejects.toThrow('nobody wants it');
  });

  it('tells a file that became shorter', async () => {
    const content = followFile(file, 6, async (bytes) => {
      if (bytes === 3) await truncate(file, 1);
    });
    await expect(textOf(content)).rejects.toMatchObject({ code: 'archiveCutOff' });
  });

  it('follows no link', async () => {
    const link = path.join(dir, 'link');
    await symlink(file, link);
    await expect(textOf(followFile(link, 3, atOnce))).rejects.toMatchObject({ code: 'ELOOP' });
  });
});
