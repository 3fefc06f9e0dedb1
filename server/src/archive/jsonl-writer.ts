import { ArchiveError } from './errors';
import type { ArchiveWriter } from './writer';

/**
 * tar wants an entry's size before its first byte, so a jsonl file is held in memory until it is full. This bounds
 * what is held; a smaller file is as good as a larger one to every reader, since `maxSizeJsonl` is an upper limit.
 */
const HELD_BYTES = 8 * 1024 * 1024;

export interface JsonlWriter {
  /**
   * Appends one record.
   * @throws ArchiveError `recordTooLarge` when the record alone is over the limit
   */
  write(record: unknown): Promise<void>;
  /** Writes what is held. */
  end(): Promise<void>;
}

/**
 * Writes records as `<folder>/<folder>_00001.jsonl`, `_00002`, … (the official names), none larger than `maxBytes`
 * of UTF-8.
 */
export function createJsonlWriter(
  archive: ArchiveWriter,
  folder: string,
  maxBytes: number,
): JsonlWriter {
  const limit = Math.min(maxBytes, HELD_BYTES);
  let held: Buffer[] = [];
  let heldBytes = 0;
  let files = 0;

  async function flush(): Promise<void> {
    if (heldBytes === 0) return;
    files += 1;
    const content = Buffer.concat(held, heldBytes);
    held = [];
    heldBytes = 0;
    await archive.add(`${folder}/${folder}_${String(files).padStart(5, '0')}.jsonl`, content);
  }

  return {
    async write(record) {
      const line = Buffer.from(`${JSON.stringify(record)}\n`);
      if (line.length > maxBytes) {
        throw new ArchiveError('recordTooLarge', { folder, bytes: line.length, limit: maxBytes });
      }
      if (heldBytes + line.length > limit) await flush();
      held.push(line);
      heldBytes += line.length;
    },
    end: flush,
  };
}
