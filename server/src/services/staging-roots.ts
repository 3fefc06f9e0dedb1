import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { LifeboatConfig } from '../config';
import { uploadProviderName, uploadsFolder } from '../host/uploads';
import { finishSwaps } from '../transfer/assets/local-store';

/** Dot folders are not served by Strapi, and `strapi develop` does not watch them. */
const ASSETS_ROOT = '.lifeboat';
const OWNER_FILE = 'owner.json';
const STALE_AFTER_MS = 24 * 60 * 60 * 1000;

export interface StagingRoots {
  /** Where this process unpacks content. */
  content: string;
  /** Where this process unpacks files: on the file system of the uploads when these are local. */
  assets: string;
  /** Makes both and marks them as this process's. */
  claim(): Promise<void>;
  /** Removes what processes that ended left behind; a swap of files that had begun is finished first. */
  removeLeftovers(): Promise<void>;
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
    async claim() {
      const owner = JSON.stringify({ host: hostname(), pid: process.pid });
      for (const root of roots) {
        await mkdir(root, { recursive: true, mode: 0o700 });
        await writeFile(path.join(root, OWNER_FILE), owner, { mode: 0o600 });
      }
    },
    async removeLeftovers() {
      for (const parent of [contentParent, assetsParent]) {
        for (const name of await readdir(parent).catch(() => [])) {
          const folder = path.join(parent, name);
          if (!(await isLeftover(folder))) continue;
          try {
            if (parent === assetsParent) await finishSwaps(folder, uploadsFolder(strapi));
            await rm(folder, { recursive: true, force: true });
          } catch (error) {
            // The files are not lost: they wait for the start after this one.
            strapi.log.error(`[lifeboat] ${folder} could not be cleared: ${String(error)}`);
          }
        }
      }
    },
  };
}

/** Folders without an owner are not ours to judge. */
async function isLeftover(folder: string): Promise<boolean> {
  try {
    const file = path.join(folder, OWNER_FILE);
    const { host, pid } = JSON.parse(await readFile(file, 'utf8')) as { host: string; pid: number };
    if (host === hostname()) return pid === process.pid || !isAlive(pid);
    const { mtimeMs } = await stat(file);
    return Date.now() - mtimeMs > STALE_AFTER_MS;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
