import { existsSync, readdirSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { deriveCipherKey } from './cipher';
import { type ArchiveReaderOptions, openArchive } from './reader';
import { type ArchiveWriter, createArchiveWriter } from './writer';

export interface Form {
  compress: boolean;
  key?: string;
}

export const FORMS: Form[] = [
  { compress: false },
  { compress: true },
  { compress: false, key: 'a key' },
  { compress: true, key: 'a key' },
];

/** Makes an archive in memory from names and contents, in their order. */
export async function pack(entries: [string, string | Buffer][], form: Form): Promise<Buffer> {
  const key = form.key === undefined ? undefined : await deriveCipherKey(form.key);
  const writer = createArchiveWriter({ compress: form.compress, key });
  const bytes = bytesOf(writer);
  for (const [name, content] of entries) await writer.add(name, Buffer.from(content));
  await writer.finish();
  return bytes;
}

export interface Unpacked {
  form: { encrypted: boolean; compressed: boolean };
  entries: [string, Buffer][];
}

export async function unpack(
  bytes: Buffer | AsyncIterable<Buffer>,
  key?: string,
  options: ArchiveReaderOptions = {},
): Promise<Unpacked> {
  const source = Buffer.isBuffer(bytes) ? inChunks(bytes, 1000) : bytes;
  const archive = await openArchive(source, {
    ...options,
    key: async () => (key === undefined ? undefined : deriveCipherKey(key)),
  });
  const entries: [string, Buffer][] = [];
  for await (const entry of archive.entries) {
    entries.push([entry.name, await readAll(entry.content)]);
  }
  return { form: archive.form, entries };
}

/** The whole archive, when it has ended. */
export async function bytesOf(writer: ArchiveWriter): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const target = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  await writer.sendTo(target);
  return Buffer.concat(chunks);
}

export async function readAll(content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function inChunks(bytes: Buffer, size: number): Readable {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return Readable.from(chunks, { objectMode: true });
}

const OPEN_FILES = '/proc/self/fd';

/** How many files this process has open; always none where the system does not tell. */
export function openFiles(): number {
  return existsSync(OPEN_FILES) ? readdirSync(OPEN_FILES).length : 0;
}
