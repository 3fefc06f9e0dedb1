import { ArchiveError } from './errors';
import { letGo } from './let-go';
import type { ArchiveWriter } from './writer';

/**
 * tar wants an entry's size before its first byte, so a jsonl file is held in memory until it is full. This bounds
 * what is held; a smaller file is as good as a larger one to every reader, since `maxSizeJsonl` is an upper limit.
 */
const HELD_BYTES = 1024 * 1024;
const NEWLINE = 10;

export interface JsonlWriter {
  /**
   * Appends whole lines, each with its newline.
   * @throws ArchiveError `recordTooLarge` when one record alone is over the limit
   */
  write(lines: Buffer): Promise<void>;
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
  const held = Buffer.allocUnsafe(Math.min(maxBytes, HELD_BYTES));
  let heldBytes = 0;
  let files = 0;

  async function addFile(content: Buffer): Promise<void> {
    files += 1;
    await archive.add(`${folder}/${folder}_${String(files).padStart(5, '0')}.jsonl`, content);
  }

  async function flush(): Promise<void> {
    if (heldBytes === 0) return;
    const content = held.subarray(0, heldBytes);
    heldBytes = 0;
    await addFile(content);
  }

  async function writeOne(line: Buffer): Promise<void> {
    if (line.length > maxBytes) {
      throw new ArchiveError('recordTooLarge', { folder, bytes: line.length, limit: maxBytes });
    }
    if (heldBytes + line.length > held.length) await flush();
    if (line.length > held.length) await addFile(line);
    else heldBytes += line.copy(held, heldBytes);
  }

  return {
    async write(lines) {
      if (heldBytes + lines.length <= held.length) {
        heldBytes += lines.copy(held, heldBytes);
        return;
      }
      for (let start = 0; start < lines.length; ) {
        const end = lines.indexOf(NEWLINE, start) + 1;
        await writeOne(lines.subarray(start, end));
        start = end;
      }
    },
    async end() {
      await flush();
      letGo(held);
    },
  };
}
