import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '@strapi/types';
import { LifeboatError } from '../../errors';
import { signedUrl } from '../../host/uploads';
import { storedName } from './asset-store';
import { type FileFields, isOnThisMachine } from './file-rows';

/** A file whose size is known and whose bytes come when they are wanted. */
export interface OpenedFile {
  size: number;
  /** A chunk is good until the next one is asked for. */
  content: AsyncIterable<Buffer>;
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Only what is known to be gone is missing. A file that may merely not be read just now is no reason to go on without
 * it: a safety copy that lacks it could not undo the restore that deletes it.
 */
const MISSING_STATUS = [404, 410];
/** S3's words for a storage that is not there at all. */
const NO_STORAGE = 'NoSuchBucket';
const MAX_WORDS_BYTES = 64 * 1024;

/** A storage that is busy, or a connection that broke, is asked again after so long. */
const ASKED_AGAIN_AFTER_MS = [250, 1000, 3000];
const PASSING_STATUS = [408, 425, 429];
/** For the answer to begin. */
const ANSWER_WITHIN_MS = 60_000;

/**
 * Opens a file where its provider keeps it.
 * @returns null when the file is missing where it should be
 * @throws LifeboatError `storageUnreadable` when a storage does not say whether it is
 */
export function openFile(
  strapi: Core.Strapi,
  provider: string,
  file: FileFields,
): Promise<OpenedFile | null> {
  return isOnThisMachine(file)
    ? openLocal(strapi.dirs.static.public, file.url)
    : openRemote(strapi, provider, file);
}

async function openLocal(publicDir: string, url: string): Promise<OpenedFile | null> {
  const file = path.join(publicDir, url);
  // A row may claim any address, and what lies elsewhere on the server belongs in no archive.
  if (!file.startsWith(publicDir + path.sep)) return null;
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
  const response = await ask(strapi, provider, file);
  if (await isMissing(response)) return null;
  if (!response.ok || !response.body) throw unreadable(file, response);
  const length = Number(response.headers.get('content-length') ?? NaN);
  if (Number.isInteger(length)) {
    return { size: length, content: toNodeStream(response.body) };
  }
  // tar wants the size first; storages that do not tell it are rare, and their files small.
  const whole = Buffer.from(await response.arrayBuffer());
  return { size: whole.length, content: Readable.from([whole]) };
}

/** @returns what the storage answers in the end, whatever it is. @throws when it does not */
async function ask(strapi: Core.Strapi, provider: string, file: FileFields): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    const wait = ASKED_AGAIN_AFTER_MS[tries];
    try {
      const response = await askOnce(strapi, await signedUrl(strapi, provider, file));
      const mayPass = response.status >= 500 || PASSING_STATUS.includes(response.status);
      if (!mayPass || wait === undefined) return response;
      if (response.body) toNodeStream(response.body).destroy();
    } catch (cause) {
      if (wait === undefined) throw unreadable(file, undefined, cause);
    }
    await sleep(wait);
  }
}

async function askOnce(strapi: Core.Strapi, url: string): Promise<Response> {
  const waiting = new AbortController();
  // Its bytes may take as long as they take.
  const timer = setTimeout(() => waiting.abort(), ANSWER_WITHIN_MS);
  try {
    return await strapi.fetch(url, {
      headers: { 'Accept-Encoding': 'identity' },
      signal: waiting.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** The status alone does not tell a file that is missing from a storage that is. */
async function isMissing(response: Response): Promise<boolean> {
  if (!MISSING_STATUS.includes(response.status)) return false;
  if (Number(response.headers.get('content-length') ?? 0) > MAX_WORDS_BYTES) return true;
  return !(await response.text()).includes(NO_STORAGE);
}

function unreadable(file: FileFields, response?: Response, cause?: unknown): LifeboatError {
  const facts = { entry: storedName(file), ...(response && { status: response.status }) };
  return new LifeboatError('storageUnreadable', facts, { cause });
}

/** The `fetch` that Strapi 4 brings answers with a stream of Node's, the one of Strapi 5 with one of the web's. */
function toNodeStream(body: unknown): Readable {
  return body instanceof Readable ? body : Readable.fromWeb(body as never);
}
