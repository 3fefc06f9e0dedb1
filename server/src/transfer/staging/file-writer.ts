import { open, writeFile } from 'node:fs/promises';
import { gather } from '../../archive';

/** Written as a whole, several at once: making a small file takes longer than filling it. */
const SMALL_BYTES = 512 * 1024;
const MAX_WAITING_BYTES = 8 * 1024 * 1024;
const MAX_WAITING_FILES = 32;
/** Larger files are written in pieces of this size. */
const PIECE_BYTES = 1024 * 1024;

const MODE = 0o644;

/** Writes new files, one stream after the other, without waiting for each. */
export interface FileWriter {
  /** Resolves when all of `content` was read and there is room for another file. @throws when this or an earlier file could not be written */
  add(target: string, size: number, content: AsyncIterable<Buffer>): Promise<void>;
  /** Resolves when every file is written. @throws when one could not be */
  finish(): Promise<void>;
}

export function createFileWriter(): FileWriter {
  const underWay = new Set<Promise<void>>();
  let waitingBytes = 0;
  let failure: { error: unknown } | undefined;

  function start(target: string, content: Buffer): void {
    waitingBytes += content.length;
    const writing = writeFile(target, content, { flag: 'wx', mode: MODE })
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        waitingBytes -= content.length;
        underWay.delete(writing);
      });
    underWay.add(writing);
  }

  function throwFailure(): void {
    if (failure) throw failure.error;
  }

  return {
    async add(target, size, content) {
      if (size > SMALL_BYTES) {
        await writeInPieces(target, content);
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of content) chunks.push(chunk);
      start(target, Buffer.concat(chunks));
      while (waitingBytes > MAX_WAITING_BYTES || underWay.size > MAX_WAITING_FILES) {
        await Promise.race(underWay);
      }
      throwFailure();
    },
    async finish() {
      await Promise.all(underWay);
      throwFailure();
    },
  };
}

async function writeInPieces(target: string, content: AsyncIterable<Buffer>): Promise<void> {
  const file = await open(target, 'wx', MODE);
  try {
    for await (const piece of gather(content, PIECE_BYTES)) await file.writev(piece);
  } finally {
    await file.close();
  }
}
