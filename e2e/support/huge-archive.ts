import { createCipheriv, scryptSync } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';

const BLOCK = Buffer.alloc(1024 * 1024);
const ASSET = 'assets/uploads/';

/**
 * Writes an encrypted copy of a plain archive in which one file has so many bytes. They are random, and never held.
 * @param bytes of the one file
 */
export async function writeHugeArchive(
  plain: string,
  target: string,
  { bytes, key }: { bytes: number; key: string },
): Promise<void> {
  const tar = pack();
  const fill = async (): Promise<void> => {
    let isFilled = false;
    for await (const entry of createReadStream(plain).pipe(extract())) {
      if (entry.header.type !== 'file') {
        entry.resume();
        continue;
      }
      const isHuge: boolean = !isFilled && entry.header.name.startsWith(ASSET);
      isFilled ||= isHuge;
      const { name, size = 0 } = entry.header;
      const copy = tar.entry({ name, size: isHuge ? bytes : size });
      await pipeline(isHuge ? Readable.from(random(bytes)) : entry, copy);
      entry.resume();
    }
    tar.finalize();
  };
  const encipher = createCipheriv('aes-128-ecb', scryptSync(key, '', 16), null);
  await Promise.all([fill(), pipeline(tar, encipher, createWriteStream(target))]);
}

function* random(bytes: number): Generator<Buffer> {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, 1), Buffer.alloc(16, 2));
  for (let left = bytes; left > 0; left -= BLOCK.length) {
    yield stream.update(BLOCK).subarray(0, Math.min(left, BLOCK.length));
  }
}
