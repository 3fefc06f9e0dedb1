import { ArchiveError } from './errors';
import type { ArchiveWriter } from './writer';

/**
 * tar wants an entry's size before its first byte, so a jsonl file is held in memory until it is full. This bounds
 * what is held; a smaller file is as good as a larger one to every reader, since `maxSizeJsonl` is an upper limit.
 */
const HELD_BYTES = 1024 * 1024;

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
  const limit = Math.min(maxBytes, HELD_BYTES);
  let held: string[] = [];
  let heldBytes = 0;
  let files = 0;

  async function flush(): Promise<void> {
    if (heldBytes === 0) return;
    files += 1;
    const content = Buffer.from(held.join(''));
    held = [];
    heldBytes = 0;
    await archive.add(`${folder}/${folder}_${String(files).padStart(5, '0')}.jsonl`, content);
  }

  return {
    async write(lines) {
      let bytes = 0;
      for (const line of lines) {
        const lineBytes = Buffer.byteLength(line) + 1;
        if (lineBytes > maxBytes) {
          throw new ArchiveError('recordTooLarge', { folder, bytes: lineBytes, limit: maxBytes });
        }
        if (heldBytes + lineBytes > limit) await flush();
        held.push(line, '\n');
        heldBytes += lineBytes;
        bytes += lineBytes;
      }
      return bytes;
    },
    end: flush,
  };
}
