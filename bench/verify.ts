import { hashFiles, rowCounts } from '../e2e/support/content';
import type { Site } from '../e2e/support/site';

/** A comparison means something only if both did the work. @throws when rows (SQLite) or files differ */
export async function assertSameContent(official: Site, ours: Site): Promise<void> {
  const rows = differences(rowCounts(official), rowCounts(ours));
  const files = differences(await hashFiles(official.uploadsDir), await hashFiles(ours.uploadsDir));
  const found = [...rows, ...files];
  if (found.length > 0) throw new Error(`The sites differ: ${found.slice(0, 20).join('; ')}`);
}

function differences(
  official: Record<string, string | number>,
  ours: Record<string, string | number>,
): string[] {
  return [...new Set([...Object.keys(official), ...Object.keys(ours)])]
    .filter((name) => !name.startsWith('lifeboat') && official[name] !== ours[name])
    .map((name) => `${name} ${official[name] ?? 'missing'} / ${ours[name] ?? 'missing'}`);
}
