import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { SpaceNeed } from '../../../../shared/contract';
import { databaseBytes, databaseFile } from '../../database/size';
import type { Dialect } from '../../database/model';
import type { Scope } from '../../transfer/filter';
import { freeBytes } from '../free-bytes';
import { JSONL_STAGES, type StagingFolders, jsonlPath } from '../../transfer/staging/staging';

/**
 * A row takes more in the database than its JSON when it is short and has indexes, and less when most of its fields
 * are empty. Below the least, the restore can't succeed; below the usual, it may not.
 */
const USUAL_SHARE = 1.5;
const LEAST_SHARE = 0.1;

/** What a restore of these rows takes on the database's disk. */
export async function databaseNeed(
  strapi: Core.Strapi,
  folders: StagingFolders,
  scope: Pick<Scope, 'has'>,
): Promise<SpaceNeed> {
  const dialect = strapi.db.dialect.client as Dialect;
  const file = databaseFile(dialect, strapi.db.connection);
  const stages = JSONL_STAGES.filter((stage) => {
    if (stage === 'schemas') return false;
    return scope.has(stage === 'configuration' ? 'config' : 'content');
  });
  const sizes = await Promise.all(stages.map((stage) => stat(jsonlPath(folders, stage))));
  const content = sizes.reduce((sum, { size }) => sum + size, 0);
  return {
    needed: Math.round(content * USUAL_SHARE),
    free: file === undefined ? null : await freeBytes(path.dirname(path.resolve(file))),
  };
}

/** What a copy of the whole site takes beside the staging, compressed not at all. */
export async function safetyCopyNeed(
  strapi: Core.Strapi,
  { dir }: StagingFolders,
  fileBytes: number,
): Promise<SpaceNeed> {
  const database = await databaseBytes(strapi.db.dialect.client as Dialect, strapi.db.connection);
  return { needed: database + fileBytes, free: await freeBytes(dir) };
}

/** Whether a restore can't but fail. */
export function isTooFull({ needed, free }: SpaceNeed): boolean {
  return free !== null && free < (needed / USUAL_SHARE) * LEAST_SHARE;
}

/** Whether there may be too little. */
export function isLow({ needed, free }: SpaceNeed): boolean {
  return free !== null && free < needed;
}
