import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Site } from './site';

/** The folders of uploads that wait on a site's disk: one of content and one of files for each. */
export async function stagedIn({ dir, uploadsDir }: Site): Promise<string[]> {
  const found: string[] = [];
  for (const parent of [path.join(dir, 'staging'), path.join(uploadsDir, '.lifeboat')]) {
    for (const owner of await readdir(parent)) {
      const names = await readdir(path.join(parent, owner));
      found.push(...names.filter((name) => name !== 'owner.json'));
    }
  }
  return found;
}
