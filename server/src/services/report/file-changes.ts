import type { FileChanges, FileTotals } from '../../../../shared/contract';
import type { StagedAsset } from '../../transfer/staging/staging';
import { storedName } from '../../transfer/assets/asset-store';
import { createNameSet } from './name-set';
import type { SiteFile } from './site-files';

const MOST_NAMES = 100;

export interface FileScope {
  /** Files are part of the restore. */
  moved: boolean;
  /** Those of the site that the archive does not have go. */
  replaced: boolean;
}

/**
 * Compares the archive's files with the site's by the names under which they are stored, as the restore will: neither
 * list is held.
 * @returns the changes, and how many of the archive's files are no smaller versions of another
 */
export async function compareFiles(
  archive: AsyncIterable<Pick<StagedAsset, 'size' | 'metadata'>>,
  site: AsyncIterable<SiteFile>,
  provider: string,
  scope: FileScope,
): Promise<{ changes: FileChanges; originals: number }> {
  const names = createNameSet();
  const arriving = totals();
  let originals = 0;
  for await (const { size, metadata } of archive) {
    names.add(storedName(metadata));
    add(arriving, size);
    if (!metadata.type) originals += 1;
  }

  const [now, deleted, kept] = [totals(), totals(), totals()];
  const deletedNames: string[] = [];
  let replaced = 0;
  for await (const { stored, name, bytes, provider: place } of site) {
    add(now, bytes);
    if (!scope.moved) continue;
    if (names.has(stored)) replaced += 1;
    else if (!scope.replaced) add(kept, bytes);
    // What lies at another provider stays there, but the media library forgets it.
    else if (place === provider) {
      add(deleted, bytes);
      if (name !== undefined && deletedNames.length < MOST_NAMES) deletedNames.push(name);
    }
  }
  const after = scope.moved
    ? { count: kept.count + arriving.count, bytes: kept.bytes + arriving.bytes }
    : { ...now };
  return { changes: { provider, now, after, deleted, deletedNames, replaced }, originals };
}

const totals = (): FileTotals => ({ count: 0, bytes: 0 });

function add(sum: FileTotals, bytes: number): void {
  sum.count += 1;
  sum.bytes += bytes;
}
