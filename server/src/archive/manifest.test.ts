import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkManifest, createManifestBuilder, manifestLine } from './manifest';
import { bytesOf } from './test-helpers';
import { createArchiveWriter } from './writer';

const FACTS = {
  lifeboat: '1.2.3',
  site: { address: 'https://a.test', plugins: { upload: '5.0.0' } },
};

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
const lineOf = (name: string, content: string): string =>
  manifestLine({ name, size: content.length, sha256: sha256(content).toString('hex') });

const NAMES = ['a', 'b', 'ü "quoted"', 'd'];
const LINES = NAMES.map((name) => lineOf(name, name));
const [a, b, c, d] = LINES as [string, string, string, string];

function manifest(names = NAMES): string {
  const builder = createManifestBuilder(FACTS);
  for (const name of names) builder.add(name, name.length, sha256(name));
  return Buffer.concat([...builder.pieces()]).toString();
}

async function* pieces(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
}

async function* each(lines: string[]): AsyncGenerator<string> {
  yield* lines;
}

const check = (text: string, lines = LINES): Promise<unknown> =>
  checkManifest(pieces(text), each(lines));

const damaged = (entry: string, problem: string): object => ({
  code: 'archiveDamaged',
  facts: { entry, problem },
});

it('is JSON, one entry a line', () => {
  const { entries, ...head } = JSON.parse(manifest()) as { entries: object[] };
  expect(head).toEqual({ format: 1, ...FACTS });
  expect(entries).toEqual(LINES.map((line) => JSON.parse(line) as object));
  expect(manifest().split('\n')).toHaveLength(NAMES.length + 3);
});

it('is what was read, whether of four entries, many or none', async () => {
  expect(await check(manifest())).toEqual(FACTS);
  expect(await check(manifest([]), [])).toEqual(FACTS);
  const many = Array.from({ length: 3000 }, (_, index) => `assets/uploads/${index}`);
  const lines = many.map((name) => lineOf(name, name));
  expect(await check(manifest(many), lines)).toEqual(FACTS);
});

describe('names what differs:', () => {
  it.each([
    ['a missing entry', [a, c, d], 'b', 'missing'],
    ['a missing last entry', LINES.slice(0, -1), 'd', 'missing'],
    ['one that is not listed', [a, lineOf('x', 'x'), b, c, d], 'x', 'notListed'],
    ['one more at the end', [...LINES, lineOf('x', 'x')], 'x', 'notListed'],
    ['another size', [a, lineOf('b', 'bb'), c, d], 'b', 'size'],
    ['other content', [a, lineOf('b', 'c'), c, d], 'b', 'sha256'],
    ['another order', [b, a, c, d], 'b', 'notListed'],
  ])('%s', async (_, lines, entry, problem) => {
    await expect(check(manifest(), lines)).rejects.toMatchObject(damaged(entry, problem));
  });
});

it('is refused when a single letter of it is another, or missing', async () => {
  const text = manifest();
  const free = /"(upload|1\.2\.3|5\.0\.0|plugins|address|https:\/\/a\.test)"/g;
  const isFree = [...text.matchAll(free)].flatMap(({ index, 0: word }) =>
    Array.from(word, (_, at) => index + at),
  );
  for (let at = 0; at < text.length; at += 1) {
    // Who made the archive, nothing else in it tells.
    if (isFree.includes(at)) continue;
    for (const put of ['', '~', '\n']) {
      const changed = text.slice(0, at) + put + text.slice(at + 1);
      // An empty line more is no other manifest.
      if (changed.replace(/\n+/g, '\n') === text) continue;
      await expect(check(changed), `${put} at ${at}`).rejects.toMatchObject({
        code: 'archiveDamaged',
      });
    }
  }
});

it.each(['', '{}', '[]', 'null', '{"format":2,"lifeboat":"9","site":{},"entries":[\n]}\n'])(
  'is refused when it is %j',
  async (text) => {
    await expect(check(text, [])).rejects.toMatchObject(
      damaged('lifeboat/manifest.json', 'manifest'),
    );
  },
);

it('holds as many entries as there are, wherever a page of them ends', async () => {
  // So many bytes are kept of an entry besides its name, and so many of all of a page.
  const [besides, page] = [40, 64 * 1024];
  for (const spare of [0, 1, besides - 1, besides]) {
    const names = ['x'.repeat(page - 2 * besides - 1 - spare), 'y', 'z'];
    const lines = names.map((name) => lineOf(name, name));
    expect(await check(manifest(names), lines)).toEqual(FACTS);
  }
});

it('tells of its maker only what is well-formed, and not at any length', async () => {
  const made = (site: object): string =>
    `{"format":1,"lifeboat":"9","site":${JSON.stringify(site)},"entries":[\n]}\n`;
  expect(await check(made({ address: 'x'.repeat(9000) }), [])).toMatchObject({
    site: { address: 'x'.repeat(500) },
  });
  for (const site of [{ address: 1 }, { plugins: { upload: 5 } }]) {
    await expect(check(made(site), [])).rejects.toMatchObject(
      damaged('lifeboat/manifest.json', 'manifest'),
    );
  }
});

it('the writer tells the size and the hash of what it has sent', async () => {
  let sent = 0;
  const onBytes = (count: number): void => void (sent += count);
  const writer = createArchiveWriter({ compress: true, manifest: FACTS, onBytes });
  const bytes = bytesOf(writer);
  await writer.add('a', Buffer.from('a'));
  expect(writer.sha256()).toBeUndefined();
  await writer.finish();
  expect(sent).toBe((await bytes).length);
  expect(writer.sha256()).toBe(
    createHash('sha256')
      .update(await bytes)
      .digest('hex'),
  );
});
