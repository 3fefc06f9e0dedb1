import { createCipheriv } from 'node:crypto';
import { words } from './text';

const CHUNK_BYTES = 256 * 1024;
const ZEROS = Buffer.alloc(CHUNK_BYTES);

/** Bytes that no compression makes smaller, like those of a JPEG; the same ones for the same number. */
export function* noise(number: number, bytes: number): Generator<Buffer> {
  const key = Buffer.alloc(16);
  key.writeUInt32BE(number);
  const cipher = createCipheriv('aes-128-ctr', key, Buffer.alloc(16));
  for (const length of chunkLengths(bytes)) yield cipher.update(ZEROS.subarray(0, length));
}

let page: Buffer | undefined;

/** Bytes that compress like a text. */
export function* prose(number: number, bytes: number): Generator<Buffer> {
  // Far longer than the 32 KB in which gzip looks for repetitions.
  page ??= Buffer.from(words(1, 200_000)).subarray(0, 2 * CHUNK_BYTES);
  for (const length of chunkLengths(bytes)) {
    const start = (number * 7919) % CHUNK_BYTES;
    yield page.subarray(start, start + length);
  }
}

function* chunkLengths(bytes: number): Generator<number> {
  for (let left = bytes; left > 0; left -= CHUNK_BYTES) yield Math.min(left, CHUNK_BYTES);
}
