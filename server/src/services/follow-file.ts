import { constants, open } from 'node:fs/promises';
import { ArchiveError } from '../archive';

const CHUNK_BYTES = 256 * 1024;

/**
 * Reads a file to its end while it is still being written.
 * @param size of the whole file, in bytes
 * @param grownBeyond resolves when the file has more than so many bytes; rejects when nobody wants them any more
 * @throws ArchiveError `archiveCutOff` when the file became shorter meanwhile
 */
export async function* followFile(
  path: string,
  size: number,
  grownBeyond: (bytes: number) => Promise<void>,
): AsyncGenerator<Buffer> {
  // A link could have been put in the file's place after its name was checked.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    for (let at = 0; at < size; ) {
      await grownBeyond(at);
      const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - at));
      const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
      if (bytesRead === 0) throw new ArchiveError('archiveCutOff');
      at += bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
