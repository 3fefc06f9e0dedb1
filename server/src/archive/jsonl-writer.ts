import { ArchiveError } from './errors';
import type { ArchiveWriter } from './writer';

/**
 * tar wants an entry's size before its first byte, so a jsonl file is held in memory until it is full. This bounds
 * what is held; a smaller file is as good as a larger one to every reader, since `maxSizeJsonl` is an upper limit.
 */
const HELD_BYTES = 1024 * 1024;
const NEWLINE = 10;

export interface JsonlWriter {
  /**
   * Appends lines, given without their newlines. @returns their bytes
   * @throws ArchiveError `recordTooLarge` when one record alone is over the limit
   */
  write(lines: string[]): Promise<number>;
  /** Writes what is held. */
  end(): Promise<void>;
}

/**
 * Writes lines as `<folder>/<folder>_00001.jsonl`, `_00002`, … (the official names), none larger than `maxBytes`
 * of UTF-8.
 */
export function createJsonlWriter(
  archive: ArchiveWriter,
  folder: string,
  maxBytes: number,
): JsonlWriter {
  // As bytes and in one place: lines that wait as strings would outlive the collector's short rounds.
  const held = Buffer.allocUnsafe(Math.min(maxBytes, HELD_BYTES));
  let heldBytes = 0;
  let files = 0;

  async function addFile(content: Buffer): Promise<void> {
    files += 1;
    await archive.add(`${folder}/${folder}_${String(files).padStart(5, '0')}.jsonl`, content);
  }

  async function flush(): Promise<void> {
    if (heldBytes === 0) return;
    const content = Buffer.from(held.subarray(0, heldBytes));
    heldBytes = 0;
    await addFile(content);
  }

  return {
    async write(lines) {
      let total = 0;
      for (const line of lines) {
        const bytes = Buffer.byteLength(line) + 1;
        total += bytes;
        if (bytes > maxBytes) {
          throw new ArchiveError('recordTooLarge', { folder, bytes, limit: maxBytes });
        }
        if (heldBytes + bytes > held.length) await flush();
        if (bytes > held.length) {
          await addFile(Buffer.from(`${line}\n`));
          continue;
        }
        heldBytes += held.write(line, heldBytes);
        held[heldBytes] = NEWLINE;
        heldBytes += 1;
      }
      return total;
    },
    end: flush,
  };
}
