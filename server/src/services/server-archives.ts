import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { ServerArchive } from '../../../shared/contract';
import type { LifeboatConfig } from '../config';
import { LifeboatError } from '../errors';

/** The folder on the server in which whoever runs it puts archives that are too large to be uploaded. */
export interface ServerArchives {
  readonly enabled: boolean;
  /** Newest first. */
  list(): Promise<ServerArchive[]>;
  /** @throws LifeboatError `archiveNotFound` for every name that {@link list} does not tell */
  find(filename: string): Promise<ServerArchive & { path: string }>;
}

/** As exports are named; whatever else lies in the folder is nobody's business. */
const ARCHIVE = /^[^.].*\.tar(\.gz)?(\.enc)?$/;

export function createServerArchives(
  strapi: Core.Strapi,
  { archivesDir }: Pick<LifeboatConfig, 'archivesDir'>,
): ServerArchives {
  const dir = archivesDir === null ? undefined : path.resolve(strapi.dirs.app.root, archivesDir);

  async function list(): Promise<ServerArchive[]> {
    const names = dir ? await readdir(dir).catch(() => []) : [];
    const found = await Promise.all(names.filter((name) => ARCHIVE.test(name)).map(describe));
    return found
      .filter((archive) => archive !== undefined)
      .sort((a, b) => b.modifiedAt.localeCompare(a.modifiedAt));
  }

  /** No links: they could lead anywhere. */
  async function describe(filename: string): Promise<ServerArchive | undefined> {
    const found = await lstat(path.join(dir!, filename)).catch(() => undefined);
    if (!found?.isFile()) return undefined;
    return { filename, size: found.size, modifiedAt: found.mtime.toISOString() };
  }

  return {
    enabled: dir !== undefined,
    list,
    async find(filename) {
      const found = (await list()).find((archive) => archive.filename === filename);
      if (!found) throw new LifeboatError('archiveNotFound');
      return { ...found, path: path.join(dir!, filename) };
    },
  };
}
