import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError } from '../../archive';
import type { StagingFolders } from './staging';

/** Metadata that waits is kept in memory up to this many bytes, and on disk from there on. */
const HELD_BYTES = 16 * 1024 * 1024;
/** Exports put the halves of an asset side by side; an archive that was packed again may have them far apart. */
const MAX_WAITING = 1_000_000;

export interface WaitingFile {
  /** Its name in the staging. */
  file: string;
  size: number;
}

/** Assets of which one half has come, the file or its metadata, in whatever order an archive has them. */
export interface Pending {
  addFile(filename: string, file: WaitingFile): Promise<void>;
  addMetadata(filename: string, metadata: Buffer): Promise<void>;
  takeFile(filename: string): Promise<WaitingFile | undefined>;
  takeMetadata(filename: string): Promise<Buffer | undefined>;
  /** The name of a file that still waits for its metadata. */
  anyFile(): string | undefined;
  /** Removes what is on disk. */
  close(): Promise<void>;
}

interface OnDisk {
  offset: number;
  bytes: number;
}

export function createPending({ dir }: StagingFolders): Pending {
  const target = path.join(dir, 'pending');
  const files = new Map<string, WaitingFile>();
  const metadata = new Map<string, Buffer | OnDisk>();
  let heldBytes = 0;
  let spill: FileHandle | undefined;
  let spilled = 0;

  function checkRoom(): void {
    if (files.size + metadata.size < MAX_WAITING) return;
    throw new ArchiveError('archiveTooLarge', { problem: 'waiting', limit: MAX_WAITING });
  }

  async function writeOut(content: Buffer): Promise<OnDisk> {
    spill ??= await open(target, 'wx+', 0o600);
    const place = { offset: spilled, bytes: content.length };
    await spill.write(content, 0, content.length, spilled);
    spilled += content.length;
    return place;
  }

  return {
    async addFile(filename, file) {
      checkRoom();
      files.set(filename, file);
    },
    async addMetadata(filename, content) {
      checkRoom();
      const isHeld = heldBytes + content.length <= HELD_BYTES;
      if (isHeld) heldBytes += content.length;
      metadata.set(filename, isHeld ? content : await writeOut(content));
    },
    async takeFile(filename) {
      const file = files.get(filename);
      files.delete(filename);
      return file;
    },
    async takeMetadata(filename) {
      const found = metadata.get(filename);
      metadata.delete(filename);
      if (!found || Buffer.isBuffer(found)) {
        heldBytes -= found?.length ?? 0;
        return found;
      }
      const content = Buffer.alloc(found.bytes);
      await spill!.read(content, 0, found.bytes, found.offset);
      return content;
    },
    anyFile: () => files.keys().next().value,
    async close() {
      await spill?.close();
      await rm(target, { force: true });
    },
  };
}
