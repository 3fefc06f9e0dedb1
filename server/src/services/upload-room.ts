import { mkdir, stat } from 'node:fs/promises';
import type { Core } from '@strapi/types';
import { LifeboatError } from '../errors';
import { uploadProviderName, uploadsFolder } from '../host/uploads';
import { freeBytes } from './free-bytes';
import type { StoredParts } from './part-store';

/**
 * Whether the disk has room for an upload and for those that are on their way.
 * @param staging where their parts are kept; made when it is not there
 * @throws LifeboatError `diskFull`
 */
export async function checkRoom(
  strapi: Core.Strapi,
  staging: string,
  size: number,
  underWay: StoredParts[],
): Promise<void> {
  await mkdir(staging, { recursive: true, mode: 0o700 });
  const promised = underWay.reduce((sum, one) => sum + one.size - one.received, 0);
  // Unpacked, it takes as much again at the least.
  const needed = promised + ((await unpacksTo(strapi, staging)) ? 2 * size : size);
  const free = await freeBytes(staging);
  if (free < needed) throw new LifeboatError('diskFull', { needed, free });
}

/** Whether files are unpacked to the disk on which the parts lie. */
async function unpacksTo(strapi: Core.Strapi, staging: string): Promise<boolean> {
  if (uploadProviderName(strapi) !== 'local') return true;
  const [here, there] = await Promise.all([stat(staging), stat(uploadsFolder(strapi))]);
  return here.dev === there.dev;
}
