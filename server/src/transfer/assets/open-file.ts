import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Core } from '@strapi/types';
import { signedUrl } from '../../host/uploads';
import { storedName } from './asset-store';
import type { FileFields } from './file-rows';

/** A file whose size is known and whose bytes come when they are wanted. */
export interface OpenedFile {
  size: number;
  /** A chunk is good until the next one is asked for. */
  content: AsyncIterable<Buffer>;
}

const CHUNK_BYTES = 256 * 1024;

/** Gone, or not for us to see: as good as missing. Anything else may be a fault that passes. */
const MISSING_STATUS = [403, 404, 410];

/**
 * Opens a file where its provider keeps it.
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
  try {
    const { size } = await stat(file);
    return { size, content: readExactly(file, size) };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** A file that grows while it is read still yields the size that was promised. */
async function* readExactly(file: string, size: number): AsyncGenerator<Buffer> {
  if (size === 0) return;
  const handle = await open(file);
  try {
    const chunk = Buffer.allocUnsafe(Math.min(size, CHUNK_BYTES));
    for (let left = size; left > 0; ) {
      const { bytesRead } = await handle.read(chunk, 0, Math.min(left, chunk.length));
      if (bytesRead === 0) return;
      left -= bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
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
