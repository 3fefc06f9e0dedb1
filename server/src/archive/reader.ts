import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type CipherKey, createDecipher } from './cipher';
import { ArchiveError } from './errors';
import { gather } from './gather';
import { HEAD_BYTES, type ContentKind, detectKind } from './kind';
import { readTar } from './tar-reader';

/** Larger pieces than a network's: each piece takes turns of a dozen generators, and a way to zlib's thread. */
const CHUNK_BYTES = 256 * 1024;
/** Far more than the names of an export take; file systems allow 255 for each part of one. */
const MAX_NAME_BYTES = 1024;

export interface ArchiveReaderOptions {
  /** Asked for only when the bytes turn out to be enciphered; undefined when nobody knows a key. */
  key?: () => Promise<CipherKey | undefined>;
  /** How many bytes may come out when unpacked; more is taken for a bomb. */
  maxUnpackedBytes?: number;
  /** How many entries at most. */
  maxEntries?: number;
}

export interface ArchiveForm {
  encrypted: boolean;
  compressed: boolean;
}

export interface ArchiveEntry {
  /** Relative posix path, `entities/entities_00001.jsonl`; never leaves the archive's root. */
  name: string;
  size: number;
  /** Must be read or skipped with {@link skip} before the next entry comes. */
  content: AsyncIterable<Buffer>;
}

export interface OpenArchive {
  form: ArchiveForm;
  entries: AsyncGenerator<ArchiveEntry>;
}

/**
 * Opens an archive of any form, found from its bytes, and reads it in one pass: decipher → gunzip → untar.
 * @throws ArchiveError (also from `entries`) for every way in which the bytes are not a whole archive; other errors
 * are the source's own and pass through
 */
export async function openArchive(
  source: AsyncIterable<Buffer>,
  options: ArchiveReaderOptions = {},
): Promise<OpenArchive> {
  let { head, content } = await peek(inPieces(source), HEAD_BYTES);
  let kind: ContentKind = detectKind(head);
  const encrypted = kind === 'opaque' && head.length > 0;

  if (encrypted) {
    const key = await options.key?.();
    if (!key) throw new ArchiveError('keyMissing');
    ({ head, content } = await peekDeciphered(content, key));
    kind = detectKind(head);
  }

  const compressed = kind === 'gzip';
  if (compressed) content = through(content, createGunzip({ chunkSize: CHUNK_BYTES }));
  else if (kind !== 'tar') throw new ArchiveError(encrypted ? 'keyWrong' : 'notAnArchive');

  const limited = limitBytes(content, options.maxUnpackedBytes ?? Infinity);
  return {
    form: { encrypted, compressed },
    entries: readEntries(limited, options.maxEntries ?? Infinity),
  };
}

/** The first one as it comes: a wrong key shows in it already, and what follows may be long in coming. */
async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    if (first.done) return;
    yield first.value;
    const rest = { [Symbol.asyncIterator]: () => iterator };
    for await (const chunks of gather(rest, CHUNK_BYTES)) {
      yield chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    }
  } finally {
    await iterator.return?.();
  }
}

/** Reads an entry's content to its end and drops it. */
export async function skip(entry: ArchiveEntry): Promise<void> {
  for await (const _chunk of entry.content);
}

/** The whole content of a small entry. @throws ArchiveError `archiveDamaged` when it is over `maxBytes` */
export async function collect(entry: ArchiveEntry, maxBytes: number): Promise<Buffer> {
  if (entry.size > maxBytes) {
    throw new ArchiveError('archiveDamaged', { entry: entry.name, problem: 'entryTooLarge' });
  }
  const chunks: Buffer[] = [];
  for await (const chunk of entry.content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function peek(
  source: AsyncIterable<Buffer>,
  bytes: number,
): Promise<{ head: Buffer; content: AsyncIterable<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < bytes) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  const read = Buffer.concat(chunks);

  async function* replay(): AsyncGenerator<Buffer> {
    try {
      if (read.length > 0) yield read;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  return { head: read.subarray(0, bytes), content: replay() };
}

/** A wrong key shows in the first block already; with a file of one block, only when the padding is checked. */
async function peekDeciphered(
  source: AsyncIterable<Buffer>,
  key: CipherKey,
): Promise<{ head: Buffer; content: AsyncIterable<Buffer> }> {
  try {
    return await peek(through(source, createDecipher(key)), HEAD_BYTES);
  } catch (error) {
    if (error instanceof ArchiveError) throw new ArchiveError('keyWrong', {}, { cause: error });
    throw error;
  }
}

async function* through(
  source: AsyncIterable<Buffer>,
  transform: Transform,
): AsyncGenerator<Buffer> {
  // The same error comes out of the transform, where it is met by whoever reads.
  pipeline(source, transform).catch(() => undefined);
  try {
    for await (const chunk of transform) yield chunk as Buffer;
  } catch (error) {
    throw asArchiveError(error);
  }
}

function asArchiveError(error: unknown): unknown {
  const { code = '', message = '' } = error as { code?: unknown; message?: string };
  if (code === 'Z_BUF_ERROR') return new ArchiveError('archiveCutOff', {}, { cause: error });
  if (String(code).startsWith('Z_')) {
    return new ArchiveError('archiveDamaged', { problem: 'gzip' }, { cause: error });
  }
  // The cipher's padding is at the very end: what is wrong there was cut off or changed there.
  if (String(code).startsWith('ERR_OSSL') || message.includes('final block length')) {
    return new ArchiveError('archiveCutOff', {}, { cause: error });
  }
  return error;
}

async function* limitBytes(source: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > limit) throw new ArchiveError('archiveTooLarge', { problem: 'unpacked', limit });
    yield chunk;
  }
}

async function* readEntries(
  tar: AsyncIterable<Buffer>,
  maxEntries: number,
): AsyncGenerator<ArchiveEntry> {
  for await (const { name, type, size, content } of readTar(tar, maxEntries)) {
    if (type === 'directory') continue;
    if (type !== 'file') throw unsafe(name, { type });
    yield { name: safeName(name), size, content };
  }
}

/**
 * Exports made on Windows by old versions have backslashes; everything else that is not a plain relative path
 * comes from no exporter.
 */
function safeName(raw: string): string {
  const name = raw.includes('/') ? raw : raw.replaceAll('\\', '/');
  const parts = name.replace(/^(\.\/)+/, '').split('/');
  const leads = parts.some((part) => part === '' || part === '.' || part === '..');
  if (leads || ODD_IN_NAMES.test(name) || /^[a-z]:/i.test(name)) throw unsafe(raw);
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) throw unsafe(raw);
  return parts.join('/');
}

/** Control characters, and backslashes that turn into something else on Windows. */
// eslint-disable-next-line no-control-regex
const ODD_IN_NAMES = /[\0-\x1f\x7f\\]/;

function unsafe(name: string, facts: { type?: string } = {}): ArchiveError {
  return new ArchiveError('archiveUnsafe', { entry: name.slice(0, MAX_NAME_BYTES), ...facts });
}
