import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  type ArchiveEntry,
  type ManifestFacts,
  checkManifest,
  linesIn,
  manifestLine,
  wholeLines,
} from '../../archive';
import type { StagingFolders } from './staging';

/** Written together. */
const BATCH_BYTES = 64 * 1024;

/**
 * Notes what each entry was, on disk, since an archive may have millions and its manifest comes last.
 */
export interface EntryLog {
  /** @returns the entry, hashed while it is read; to be noted with {@link note} then */
  watch(entry: ArchiveEntry): ArchiveEntry;
  /** Notes the entry that was watched last. */
  note(): Promise<void>;
  /** Compares the archive's manifest with what was noted. @throws ArchiveError `archiveDamaged` */
  check(manifest: ArchiveEntry): Promise<ManifestFacts>;
  /** Removes what is on disk. */
  close(): Promise<void>;
}

export function createEntryLog({ dir }: StagingFolders): EntryLog {
  const target = path.join(dir, 'entries.jsonl');
  let file: FileHandle | undefined;
  let waiting: string[] = [];
  let waitingBytes = 0;
  let current: { name: string; size: number; hash: ReturnType<typeof createHash> } | undefined;

  async function flush(): Promise<void> {
    file ??= await open(target, 'a', 0o600);
    await file.appendFile(waiting.join(''));
    waiting = [];
    waitingBytes = 0;
  }

  return {
    watch({ name, size, content }) {
      const hash = createHash('sha256');
      current = { name, size, hash };
      async function* hashed(): AsyncGenerator<Buffer> {
        for await (const chunk of content) {
          hash.update(chunk);
          yield chunk;
        }
      }
      return { name, size, content: hashed() };
    },
    async note() {
      const { name, size, hash } = current!;
      const line = `${manifestLine({ name, size, sha256: hash.digest('hex') })}\n`;
      waiting.push(line);
      waitingBytes += line.length;
      if (waitingBytes >= BATCH_BYTES) await flush();
    },
    async check(manifest) {
      await flush();
      return checkManifest(manifest.content, readLines(target));
    },
    async close() {
      await file?.close();
      await rm(target, { force: true });
    },
  };
}

async function* readLines(file: string): AsyncGenerator<string> {
  for await (const page of wholeLines(createReadStream(file))) yield* linesIn(page);
}
