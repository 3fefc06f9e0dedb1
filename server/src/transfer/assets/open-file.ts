import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Core } from '@strapi/types';
import { signedUrl } from '../../host/uploads';
import { storedName } from './asset-store';
import type { FileFields } from './file-rows';

/** A file whose size is known and whose bytes come when they are wanted. */
export interface OpenedFile {
  size: number;
  content: AsyncIterable<Buffer>;
}

/** Gone, or not for us to see: as good as missing. Anything else may be a fault that passes. */
const MISSING_STATUS = [403, 404, 410];

/**
 * Opens a file where its provider keeps it. What is opened must be read to its end or given up by `return`.
 * @returns null when the file is missing where it should be
 */
export function openFile(
  strapi: Core.Strapi,
  provider: string,
  file: FileFields,
): Promise<OpenedFile | null> {
  return provider === 'local'
    ? openLocal(path.join(strapi.dirs.static.public, file.url))
    : openRemote(strapi, provider, file);
}

async function openLocal(file: string): Promise<OpenedFile | null> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const { size } = await handle.stat();
  return { size, content: readExactly(handle, size) };
}

/** A file that grows while it is read still yields the size that was promised. */
async function* readExactly(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  try {
    if (size > 0) yield* handle.createReadStream({ start: 0, end: size - 1, autoClose: false });
  } finally {
    await handle.close();
  }
}

async function openRemote(
  strapi: Core.Strapi,
  provider: string,
  file: FileFields,
): Promise<OpenedFile | null> {
  const url = await signedUrl(strapi, provider, file);
  const response = await strapi.fetch(url, { headers: { 'Accept-Encoding': 'identity' } });
  if (MISSING_STATUS.includes(response.status)) return null;
  if (!response.ok || !response.body) {
    throw new Error(`The storage answered ${response.status} for ${storedName(file)}`);
  }
  const length = Number(response.headers.get('content-length') ?? NaN);
  if (Number.isInteger(length)) {
    return { size: length, content: Readable.fromWeb(response.body as never) };
  }
  // tar wants the size first; storages that do not tell it are rare, and their files small.
  const whole = Buffer.from(await response.arrayBuffer());
  return { size: whole.length, content: Readable.from([whole]) };
}
