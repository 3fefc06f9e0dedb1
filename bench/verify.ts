import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { rowCounts } from '../e2e/support/content';
import type { Site } from '../e2e/support/site';

/** A comparison means something only if both did the work. @throws when rows or files differ */
export async function assertSameContent(official: Site, ours: Site): Promise<void> {
  const rows = differences(await rowCounts(official), await rowCounts(ours));
  const files = differences(await hashesIn(official.uploadsDir), await hashesIn(ours.uploadsDir));
  const found = [...rows, ...files];
  if (found.length > 0) throw new Error(`The sites differ: ${found.slice(0, 20).join('; ')}`);
}

/** One file after the other, since a library may be larger than the memory. */
async function hashesIn(dir: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const name of await readdir(dir)) {
    // Folders of the plugin's own.
    if (name.startsWith('.')) continue;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path.join(dir, name)), hash);
    hashes[name] = hash.digest('hex');
  }
  return hashes;
}

function differences(
  official: Record<string, string | number>,
  ours: Record<string, string | number>,
): string[] {
  return [...new Set([...Object.keys(official), ...Object.keys(ours)])]
    .filter((name) => !name.startsWith('lifeboat') && official[name] !== ours[name])
    .map((name) => `${name} ${official[name] ?? 'missing'} / ${ours[name] ?? 'missing'}`);
}
