import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { LifeboatConfig } from '../config';
import { uploadProviderName, uploadsFolder } from '../host/uploads';
import { type Holder, hasEnded, holderHere } from '../state/holder';

/** Dot folders are not served by Strapi, and `strapi develop` does not watch them. */
const ASSETS_ROOT = '.lifeboat';
const OWNER_FILE = 'owner.json';
const JOURNAL = /^journal-/;
/** How often a process that lives says so in its folders, for those of other machines to see. */
const TOUCH_EVERY_MS = 60_000;
/** A process of another machine that has not said so for this long is taken to have ended. */
export const STALE_AFTER_MS = 60 * 60 * 1000;

export interface StagingRoots {
  /** Where this process unpacks content. */
  content: string;
  /** Where this process unpacks files: on the file system of the uploads when these are local. */
  assets: string;
  /** Where a restore keeps its journal, whichever process it is that looks for it. */
  journal(jobId: string): string;
  /** Makes both and marks them as this process's, for as long as it lives. */
  claim(): Promise<void>;
  /** Says that this process lives. */
  touch(): Promise<void>;
  /**
   * Removes what processes that ended left behind.
   * @param mayRemove asked once it is known what there is. While a job is open nothing goes: what has still to be put in
   *   place may lie there, whoever holds the job now
   */
  removeLeftovers(mayRemove: () => Promise<boolean>): Promise<void>;
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

  let timer: NodeJS.Timeout | undefined;

  const service: StagingRoots = {
    content: roots[0],
    assets: roots[1],
    journal: (jobId) => path.join(assetsParent, `journal-${jobId}`),
    async claim() {
      for (const root of roots) await claimFolder(root);
      timer ??= setInterval(() => void service.touch(), TOUCH_EVERY_MS).unref();
    },
    async touch() {
      const now = new Date();
      // Whoever finds a folder gone will claim it again.
      for (const root of roots) await utimes(path.join(root, OWNER_FILE), now, now).catch(() => {});
    },
    async removeLeftovers(mayRemove) {
      const found: string[] = [];
      for (const parent of [contentParent, assetsParent]) {
        for (const name of await readdir(parent).catch(() => [])) {
          const folder = path.join(parent, name);
          if (JOURNAL.test(name) || (await isLeftover(folder))) found.push(folder);
        }
      }
      if (found.length === 0 || !(await mayRemove())) return;
      for (const folder of found) {
        await rm(folder, { recursive: true, force: true }).catch((error: unknown) =>
          strapi.log.error(`[lifeboat] ${folder} could not be cleared: ${String(error)}`),
        );
      }
    },
  };
  return service;
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
async function isLeftover(folder: string): Promise<boolean> {
  const file = path.join(folder, OWNER_FILE);
  try {
    const owner = await readFile(file, 'utf8');
    if (owner === holderHere) return false;
    if (hasEnded(owner)) return true;
    const { host } = JSON.parse(owner) as Holder;
    return host !== hostname() && Date.now() - (await stat(file)).mtimeMs > STALE_AFTER_MS;
  } catch {
    return false;
  }
}
