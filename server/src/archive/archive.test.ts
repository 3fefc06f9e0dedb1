import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { file as official } from '@strapi/data-transfer';
import fc from 'fast-check';
import { pack as packTar } from 'tar-stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDecipher, deriveCipherKey } from './cipher';
import { createJsonlWriter } from './jsonl-writer';
import { openArchive } from './reader';
import { FORMS, bytesOf, inChunks, pack, readAll, unpack } from './test-helpers';
import { createArchiveWriter } from './writer';

const METADATA = { createdAt: '2026-01-02T03:04:05.000Z', strapi: { version: '5.54.0' } };
const ENTRIES: [string, string][] = [
  ['metadata.json', JSON.stringify(METADATA)],
  ['schemas/schemas_00001.jsonl', '{"uid":"api::article.article"}\n'],
  [
    'entities/entities_00001.jsonl',
    '{"type":"api::article.article","id":1,"data":{"title":"é 文 😀"}}\n',
  ],
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lifeboat-archive-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('round trip', () => {
  it.each(FORMS)('gives back what went in: %o', async (form) => {
    const bytes = await pack(ENTRIES, form);
    const { form: found, entries } = await unpack(bytes, form.key);

    expect(found).toEqual({ encrypted: form.key !== undefined, compressed: form.compress });
    expect(entries.map(([name, content]) => [name, content.toString()])).toEqual(ENTRIES);
  });

  it('holds for any content, form, key and chunking', async () => {
    const entry = fc.tuple(
      fc
        .array(fc.constantFrom('a', 'é', '文', '😀', ' ', 'Z', '-'), {
          minLength: 1,
          maxLength: 90,
        })
        .map((letters) => `assets/${letters.join('')}`),
      fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(entry, { minLength: 1, maxLength: 8, selector: ([name]) => name }),
        fc.boolean(),
        fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined }),
        fc.integer({ min: 1, max: 2000 }),
        async (entries, compress, key, chunk) => {
          const bytes = await pack(entries, { compress, key });
          const unpacked = await unpack(inChunks(bytes, chunk), key);
          expect(unpacked.entries).toEqual(entries);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes a key for a plain archive without minding', async () => {
    const bytes = await pack(ENTRIES, { compress: true });
    await expect(unpack(bytes, 'not needed')).resolves.toMatchObject({
      form: { encrypted: false },
    });
  });
});

describe('with the official providers', () => {
  const KEYS = ['x', 'with space', `"quo'tes"`, 'clé à molette', '密钥', 'k'.repeat(10_000)];

  it.each(KEYS)('reads what the official file destination writes, key %#', async (key) => {
    const target = path.join(folder, `official-${KEYS.indexOf(key)}`);
    const destination = official.providers.createLocalFileDestinationProvider({
      file: { path: target },
      encryption: { enabled: true, key },
      compression: { enabled: true },
    });
    destination.setMetadata('source', METADATA);
    await destination.bootstrap({
      report() {},
      onDiagnostic() {},
      stack: { size: 0, items: [] },
    } as never);
    await pipeline(
      Readable.from([{ uid: 'api::article.article' }]),
      destination.createSchemasWriteStream(),
    );
    await destination.close();

    const { entries } = await unpack(await readFile(`${target}.tar.gz.enc`), key);
    expect(entries.map(([name]) => name)).toEqual(['schemas/schemas_00001.jsonl', 'metadata.json']);
  });

  it.each(KEYS)('writes what the official file source reads, key %#', async (key) => {
    const target = path.join(folder, `ours-${KEYS.indexOf(key)}.tar.gz.enc`);
    await writeFile(target, await pack(ENTRIES, { compress: true, key }));
    const source = official.providers.createLocalFileSourceProvider({
      file: { path: target },
      encryption: { enabled: true, key },
      compression: { enabled: true },
    });
    await source.bootstrap({
      report() {},
      onDiagnostic() {},
      stack: { size: 0, items: [] },
    } as never);
    expect(await source.getMetadata()).toEqual(METADATA);
    expect(Object.keys(await source.getSchemas())).toEqual(['api::article.article']);
  });
});

describe('options of the writer are real', () => {
  it('leaves the tar plain when neither compressed nor enciphered', async () => {
    const bytes = await pack(ENTRIES, { compress: false });
    expect(bytes.toString('latin1', 257, 262)).toBe('ustar');
  });

  it('enciphers the gzipped tar', async () => {
    const bytes = await pack(ENTRIES, { compress: true, key: 'k' });
    const decipher = createDecipher(await deriveCipherKey('k'));
    const gzipped = Buffer.concat([decipher.update(bytes), decipher.final()]);
    expect(gunzipSync(gzipped).toString('latin1', 257, 262)).toBe('ustar');
  });
});

describe('jsonl files', () => {
  async function filesOf(records: unknown[], maxBytes: number): Promise<[string, Buffer][]> {
    const writer = createArchiveWriter({ compress: false });
    const bytes = bytesOf(writer);
    const jsonl = createJsonlWriter(writer, 'entities', maxBytes);
    await jsonl.write(Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join('')));
    await jsonl.end();
    await writer.finish();
    return (await unpack(await bytes)).entries;
  }

  it('are cut at the limit, counted in bytes of UTF-8', async () => {
    const records = Array.from({ length: 100 }, (_, id) => ({ id, text: '文'.repeat(id) }));
    const files = await filesOf(records, 1000);

    expect(files.length).toBeGreaterThan(10);
    for (const [, content] of files) expect(content.length).toBeLessThanOrEqual(1000);
    expect(files.map(([name]) => name).slice(0, 2)).toEqual([
      'entities/entities_00001.jsonl',
      'entities/entities_00002.jsonl',
    ]);
    const lines = files.flatMap(([, content]) => content.toString().trimEnd().split('\n'));
    expect(lines.map((line) => JSON.parse(line))).toEqual(records);
  });

  it('take a record of exactly the limit, and one that is larger than what is held', async () => {
    const line = Buffer.byteLength(`${JSON.stringify({ text: '' })}\n`);
    const exact = { text: 'x'.repeat(1000 - line) };
    expect((await filesOf([exact, exact], 1000)).map(([, { length }]) => length)).toEqual([
      1000, 1000,
    ]);
    // A file is full to its last byte before the next one begins.
    const half = { text: 'x'.repeat(500 - line) };
    expect((await filesOf([half, half, half], 1000)).map(([, { length }]) => length)).toEqual([
      1000, 500,
    ]);

    const large = { text: '文'.repeat(700_000) };
    const files = await filesOf([{ id: 1 }, large, { id: 2 }], 10_000_000);
    expect(files.map(([, content]) => JSON.parse(content.toString()))).toEqual([
      { id: 1 },
      large,
      { id: 2 },
    ]);
  });

  it('refuse a record that alone is over the limit', async () => {
    await expect(filesOf([{ text: '文'.repeat(400) }], 1000)).rejects.toMatchObject({
      code: 'recordTooLarge',
    });
  });
});

describe('a failing entry', () => {
  it.each([
    ['too short', 10],
    ['too long', 3],
  ])('with a stream that is %s ends the archive with an error', async (_, size) => {
    const writer = createArchiveWriter({ compress: true });
    const output = bytesOf(writer);
    output.catch(() => undefined);
    await expect(
      writer.addStream('assets/uploads/a', size, inChunks(Buffer.from('12345'), 2)),
    ).rejects.toMatchObject({ code: 'fileChanged' });
    await expect(output).rejects.toThrow();
  });

  it('is freed when the reader of the archive goes away', async () => {
    const writer = createArchiveWriter({ compress: false });
    const target = new PassThrough();
    const sending = writer.sendTo(target);
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) yield Buffer.alloc(64 * 1024);
    }
    const adding = writer.addStream('assets/uploads/a', 1e12, endless());
    setTimeout(() => target.destroy(), 50);
    await expect(adding).rejects.toThrow();
    await expect(sending).rejects.toThrow();
  });

  it('hears why the archive can not be written', async () => {
    const writer = createArchiveWriter({ compress: false });
    const target = new PassThrough();
    const sending = writer.sendTo(target);
    const adding = writer.add('large', Buffer.alloc(1_000_000));
    setTimeout(() => target.destroy(new Error('The disk is full')), 50);
    await Promise.all([
      expect(adding).rejects.toThrow('The disk is full'),
      expect(sending).rejects.toThrow('The disk is full'),
    ]);
  });

  it('at its very end, too', async () => {
    const writer = createArchiveWriter({ compress: true, key: await deriveCipherKey('k') });
    // A reader that has begun, and reads no further.
    const target = new Writable({ highWaterMark: 1, write: () => undefined });
    const sending = writer.sendTo(target);
    await writer.add('small', Buffer.from('text'));
    const finishing = writer.finish();
    finishing.catch(() => undefined);
    await new Promise(setImmediate);
    target.destroy();
    await expect(finishing).rejects.toThrow();
    await expect(sending).rejects.toThrow();
  });
});

describe('bad archives', () => {
  const read = async (bytes: Buffer, key?: string): Promise<string> => {
    try {
      await unpack(bytes, key);
      return 'read';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it.each([
    ['an empty file', Buffer.alloc(0), 'notAnArchive'],
    ['a text', Buffer.from('Dear diary, '.repeat(100)), 'notAnArchive'],
    ['a zip', Buffer.from('PK\u0003\u0004'.padEnd(600, '\u0001'), 'latin1'), 'notAnArchive'],
    ['zeros', Buffer.alloc(2000), 'notAnArchive'],
    ['a gzip of a text', gzipSync('Dear diary, '.repeat(100)), 'archiveDamaged'],
    ['noise', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 251)), 'keyMissing'],
  ])('%s', async (_, bytes, code) => {
    expect(await read(bytes)).toBe(code);
  });

  it('a wrong key, in either form', async () => {
    expect(await read(await pack(ENTRIES, { compress: true, key: 'a' }), 'b')).toBe('keyWrong');
    expect(await read(await pack(ENTRIES, { compress: false, key: 'a' }), 'b')).toBe('keyWrong');
  });

  it.each(FORMS)('cut off in its middle, which it says: %o', async (form) => {
    const bytes = await pack([['a/a', randomBytes(300_000)], ...ENTRIES], form);
    const half = 16 * Math.floor(bytes.length / 32);
    for (const cut of [half, half + 5]) {
      expect(await read(bytes.subarray(0, cut), form.key)).toBe('archiveCutOff');
    }
  });

  it.each(FORMS)('cut off anywhere: %o', async (form) => {
    const bytes = await pack(ENTRIES, form);
    const cuts = Array.from({ length: 60 }, (_, i) => Math.floor((i * bytes.length) / 60));
    for (const cut of [...cuts, bytes.length - 1, bytes.length - 512, bytes.length - 16]) {
      const code = await read(bytes.subarray(0, cut), form.key);
      expect({ cut, code }).toEqual({
        cut,
        code: expect.stringMatching(
          /archiveCutOff|notAnArchive|keyWrong|keyMissing|archiveDamaged/,
        ),
      });
    }
  });

  it.each(['../x', '/etc/passwd', 'a/../../x', 'a/./x', 'C:\\x', 'a//b', 'entities/../..'])(
    'a name that leaves the archive: %s',
    async (name) => {
      expect(await read(await pack([[name, 'x']], { compress: false }))).toBe('archiveUnsafe');
    },
  );

  it('a name with letters that are none, or that is endless', async () => {
    for (const name of ['a/\u0007', 'a/b\\c', `a/${'x'.repeat(1100)}`]) {
      expect(await read(await pack([[name, 'x']], { compress: false }))).toBe('archiveUnsafe');
    }
  });

  it('a tar whose first header is damaged is not taken for an encrypted one', async () => {
    const bytes = await pack(ENTRIES, { compress: false });
    bytes[0]! ^= 1;
    expect(await read(bytes)).toBe('archiveDamaged');
  });

  it('bytes that begin like a gzip and are none may be an encrypted archive', async () => {
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 251));
    noise.set([0x1f, 0x8b, 8, 0xe0]);
    expect(await read(noise)).toBe('keyMissing');
  });

  it('a short file that may be an encrypted one, and a text that may not', async () => {
    expect(await read(Buffer.from('0123456789abcde'))).toBe('keyMissing');
    expect(await read(Buffer.from('0123456789abcdef'))).toBe('notAnArchive');
  });

  it.each(['symlink', 'link', 'character-device', 'fifo'] as const)('a %s', async (type) => {
    const tar = packTar();
    tar.entry({ name: 'assets/uploads/x', type, linkname: '/etc/passwd' });
    tar.finalize();
    expect(await read(await readAll(Readable.from(tar)))).toBe('archiveUnsafe');
  });

  it('more bytes or entries than allowed', async () => {
    const bytes = await pack(
      [
        ['a/a', Buffer.alloc(1_000_000)],
        ['a/b', 'x'],
      ],
      { compress: true },
    );
    const whole = gunzipSync(bytes).length;
    expect(
      (await unpack(bytes, undefined, { maxUnpackedBytes: whole, maxEntries: 2 })).entries,
    ).toHaveLength(2);
    await expect(unpack(bytes, undefined, { maxUnpackedBytes: whole - 1 })).rejects.toMatchObject({
      code: 'archiveTooLarge',
    });
    await expect(unpack(bytes, undefined, { maxUnpackedBytes: 500_000 })).rejects.toMatchObject({
      code: 'archiveTooLarge',
    });
    await expect(unpack(bytes, undefined, { maxEntries: 1 })).rejects.toMatchObject({
      code: 'archiveTooLarge',
    });
  });

  it('lets the source go when the reader stops early', async () => {
    const bytes = await pack(
      [
        ['a/a', Buffer.alloc(1_000_000)],
        ['a/b', 'x'],
      ],
      { compress: true },
    );
    const source = inChunks(bytes, 100);
    const { entries } = await openArchive(source);
    for await (const _entry of entries) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(source.destroyed).toBe(true);
  });
});

describe('names from other systems', () => {
  it('drops the ./ that tar puts before them', async () => {
    const { entries } = await unpack(await pack([['././a/b', '']], { compress: false }));
    expect(entries[0]![0]).toBe('a/b');
  });

  it('turns the backslashes of old Windows exports', async () => {
    const { entries } = await unpack(await pack([['entities\\a.jsonl', '']], { compress: false }));
    expect(entries[0]![0]).toBe('entities/a.jsonl');
  });
});
