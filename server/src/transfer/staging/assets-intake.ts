import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError, type ArchiveEntry, collect, skip } from '../../archive';
import { createFileWriter } from './file-writer';
import { damaged, parseJson } from './json';
import { createPending } from './pending';
import { checkAssetMetadata, isBareName } from './records';
import { type AssetIndexLine, type StagingFolders, assetIndexPath, assetPath } from './staging';

/** Some hundred bytes; formats and captions may make it a little more. */
const MAX_METADATA_BYTES = 4 * 1024 * 1024;
/** Lines of the index that are written together. */
const INDEX_LINES = 200;
/** What a small file takes on a disk at the least. */
const DISK_BLOCK_BYTES = 4096;

/** Puts each asset's bytes under a number, and its name and metadata into the index once both have come. */
export interface AssetsIntake {
  readonly totals: { count: number; bytes: number };
  /** @param kind the folder below `assets/` */
  add(kind: string, filename: string, entry: ArchiveEntry): Promise<void>;
  /** Resolves when all is on disk. @throws ArchiveError `archiveDamaged` when a file's metadata did not come */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export function createAssetsIntake(folders: StagingFolders, maxDiskBytes: number): AssetsIntake {
  const pending = createPending(folders);
  const totals = { count: 0, bytes: 0 };
  const writer = createFileWriter();
  let index: FileHandle | undefined;
  let lines: string[] = [];
  let files = 0;
  let diskBytes = 0;

  async function addMetadata(filename: string, entry: ArchiveEntry): Promise<void> {
    const content = await collect(entry, MAX_METADATA_BYTES);
    const metadata = checkAssetMetadata(parseJson(content, entry.name), filename, entry.name);
    const file = await pending.takeFile(filename);
    if (file) await append({ filename, ...file, metadata });
    else await pending.addMetadata(filename, content);
  }

  async function addFile(filename: string, entry: ArchiveEntry): Promise<void> {
    const { size } = entry;
    diskBytes += Math.ceil(size / DISK_BLOCK_BYTES) * DISK_BLOCK_BYTES;
    if (diskBytes > maxDiskBytes) {
      throw new ArchiveError('archiveTooLarge', { problem: 'unpacked', limit: maxDiskBytes });
    }
    files += 1;
    const file = String(files);
    await writer.add(assetPath(folders, file), size, entry.content);
    const content = await pending.takeMetadata(filename);
    if (!content) {
      await pending.addFile(filename, { file, size });
      return;
    }
    const metadata = parseJson(content, entry.name) as AssetIndexLine['metadata'];
    await append({ filename, file, size, metadata });
  }

  async function append(line: AssetIndexLine): Promise<void> {
    lines.push(`${JSON.stringify(line)}\n`);
    if (lines.length >= INDEX_LINES) await writeIndex();
    totals.count += 1;
    totals.bytes += line.size;
  }

  async function writeIndex(): Promise<void> {
    index ??= await open(assetIndexPath(folders), 'a', 0o600);
    await index.appendFile(lines.join(''));
    lines = [];
  }

  return {
    totals,
    async add(kind, filename, entry) {
      if (!isBareName(filename)) throw new ArchiveError('archiveUnsafe', { entry: entry.name });
      if (kind === 'metadata' && filename.endsWith('.json')) {
        await addMetadata(path.basename(filename, '.json'), entry);
      } else if (kind === 'uploads') await addFile(filename, entry);
      else await skip(entry);
    },
    async finish() {
      // Metadata without a file is what an export leaves of a file that vanished under it; the reverse is damage.
      const lonely = pending.anyFile();
      if (lonely !== undefined) throw damaged(`assets/metadata/${lonely}.json`, 'missing');
      await writer.finish();
      await writeIndex();
    },
    async close() {
      await writer.finish().catch(() => undefined);
      await index?.close();
      await pending.close();
    },
  };
}
