import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { Core } from '@strapi/types';
import { signedUrl } from '../../host/uploads';
import { type FileFields, type FileRow, fileRows } from './file-rows';
import { storedName } from './asset-store';

/** A file whose size is known and whose bytes come when they are wanted. */
export interface OpenedAsset {
  size: number;
  content: AsyncIterable<Buffer>;
}

/**
 * An asset as the engine passes it on. It has no stream: the engine would open a dozen files ahead, and one that can't
 * be read would end the process with an error that nobody listens to yet. (An asset without a stream passes through
 * the engine as it is.)
 */
export interface SiteAsset {
  filename: string;
  metadata: Record<string, unknown>;
  /** @returns null when the file is missing where it should be */
  open(): Promise<OpenedAsset | null>;
}

/** Gone, or not for us to see: as good as missing. Anything else may be a fault that passes. */
const MISSING_STATUS = [403, 404, 410];

/** Every file of the media library and each of its formats, as the official source names them. */
export async function* siteAssets(strapi: Core.Strapi): AsyncGenerator<SiteAsset> {
  for await (const row of fileRows(strapi)) {
    yield toAsset(strapi, row, row);
    for (const [type, format] of Object.entries(row.formats ?? {})) {
      yield toAsset(strapi, row, { ...format, type, id: row.id, mainHash: row.hash });
    }
  }
}

/** @returns how many files there are, and their bytes as the rows tell them (Strapi stores thousands of bytes) */
export async function countSiteAssets(
  strapi: Core.Strapi,
): Promise<{ totalCount: number; totalBytes: number }> {
  const totals = { totalCount: 0, totalBytes: 0 };
  for await (const row of fileRows(strapi)) {
    for (const { size } of [row, ...Object.values(row.formats ?? {})]) {
      totals.totalCount += 1;
      totals.totalBytes += Math.round((Number(size) || 0) * 1000);
    }
  }
  return totals;
}

function toAsset(strapi: Core.Strapi, row: FileRow, file: FileFields): SiteAsset {
  return {
    filename: storedName(file),
    metadata: file,
    open: () =>
      row.provider === 'local'
        ? openLocal(path.join(strapi.dirs.static.public, file.url))
        : openRemote(strapi, row, file),
  };
}

async function openLocal(file: string): Promise<OpenedAsset | null> {
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
  row: FileRow,
  file: FileFields,
): Promise<OpenedAsset | null> {
  const url = await signedUrl(strapi, row.provider, file);
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
