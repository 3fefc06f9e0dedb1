import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { LifeboatConfig } from '../config';
import { uploadProviderName, uploadsFolder } from '../host/uploads';
import { type Holder, hasEnded, holderHere } from '../state/holder';

/** Dot folders are not served by Strapi, and `strapi develop` does not watch them. */
const ASSETS_ROOT = '.lifeboat';
const OWNER_FILE = 'owner.json';
const STALE_AFTER_MS = 24 * 60 * 60 * 1000;

export interface StagingRoots {
  /** Where this process unpacks content. */
  content: string;
  /** Where this process unpacks files: on the file system of the uploads when these are local. */
  assets: string;
  /** Where a restore keeps its journal, whichever process it is that looks for it. */
  journal(jobId: string): string;
  /** Makes both and marks them as this process's. */
  claim(): Promise<void>;
  /** Removes what processes that ended left behind, but for those of `kept`: they hold what has still to be put in place. */
  removeLeftovers(kept: string | undefined): Promise<void>;
}

/**
 * Each process has folders of its own below the configured ones, since several instances may share the disk: what
 * another one is unpacking must not be swept away when this one starts.
 */
export function createStagingRoots(strapi: Core.Strapi, config: LifeboatConfig): StagingRoots {
  const contentParent = path.resolve(strapi.dirs.app.root, config.stagingDir);
  const assetsParent =
    uploadProviderName(strapi) === 'local'
      ? path.join(uploadsFolder(strapi), ASSETS_ROOT)
      : path.join(contentParent, 'assets');
  const mine = `${hostname()}-${process.pid}`;
  const roots = [path.join(contentParent, mine), path.join(assetsParent, mine)] as const;

  return {
    content: roots[0],
    assets: roots[1],
    journal: (jobId) => path.join(assetsParent, `journal-${jobId}`),
    async claim() {
      for (const root of roots) await claimFolder(root);
    },
    async removeLeftovers(kept) {
      for (const parent of [contentParent, assetsParent]) {
        for (const name of await readdir(parent).catch(() => [])) {
          const folder = path.join(parent, name);
          if (!(await isLeftover(folder, kept))) continue;
          await rm(folder, { recursive: true, force: true }).catch((error: unknown) =>
            strapi.log.error(`[lifeboat] ${folder} could not be cleared: ${String(error)}`),
          );
        }
      }
    },
  };
}

async function claimFolder(folder: string): Promise<void> {
  const file = path.join(folder, OWNER_FILE);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readFile(file, 'utf8').catch(() => '')) === holderHere) return;
  // A full disk must not leave half of it: nobody could tell whose the folder is.
  const unfinished = `${file}.new`;
  try {
    await writeFile(unfinished, holderHere, { mode: 0o600 });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Folders without an owner are not ours to judge. */
async function isLeftover(folder: string, kept: string | undefined): Promise<boolean> {
  const file = path.join(folder, OWNER_FILE);
  try {
    const owner = await readFile(file, 'utf8');
    if (owner === kept || owner === holderHere) return false;
    if (hasEnded(owner)) return true;
    const { host } = JSON.parse(owner) as Holder;
    return host !== hostname() && Date.now() - (await stat(file)).mtimeMs > STALE_AFTER_MS;
  } catch {
    return false;
  }
}
