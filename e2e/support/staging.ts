import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Site } from './site';

const ASSETS = 'assets';

/** The folders of uploads that wait on a site's disk: one of content and one of files for each. */
export async function stagedIn({ dir, uploadsDir }: Site): Promise<string[]> {
  const staging = path.join(dir, 'staging');
  // Files that are to be sent elsewhere wait with the content.
  const parents = [staging, path.join(uploadsDir, '.lifeboat'), path.join(staging, ASSETS)];
  const found: string[] = [];
  for (const parent of parents) {
    for (const owner of await readdir(parent).catch(() => [])) {
      if (parent === staging && owner === ASSETS) continue;
      const names = await readdir(path.join(parent, owner));
      found.push(...names.filter((name) => name !== 'owner.json'));
    }
  }
  return found;
}

/** What failed may be tried again, so its upload is kept until somebody drops it. */
export async function dropUploads(site: Site): Promise<void> {
  for (const id of new Set(await stagedIn(site))) {
    const { status } = await site.api('DELETE', `/lifeboat/uploads/${id}`);
    if (status !== 204) throw new Error(`The upload could not be dropped: ${status}`);
  }
}

/** The names of a site's safety copies, and of those that were begun. */
export async function safetyCopiesIn({ dir }: Site): Promise<string[]> {
  const names = await readdir(path.join(dir, 'safety-copies')).catch(() => []);
  return names.filter((name) => !name.startsWith('.'));
}
