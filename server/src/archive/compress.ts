import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { deflateRawSync, gzip } from 'node:zlib';

const gzipAsync = promisify<Buffer, { level: number }, Buffer>(gzip);

/** A member of the archive's gzip. Larger ones compress no better; smaller ones pay for a header and a fresh start. */
const BLOCK_BYTES = 1024 * 1024;

/** Within two hundredths of zlib's own level 6 on Strapi's rows, in two thirds of the time (docs/benchmarks.md). */
const LEVEL = 4;
const STORED = 0;

/** zlib works on other threads than the server, of which there are few: one core is left to it, and one thread. */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));

/**
 * Compresses into a gzip of many members, one after the other, which every gunzip reads as one file (RFC 1952, 2.2).
 * Blocks that are compressed already, such as pictures and films, are only wrapped.
 */
export async function* compress(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const underWay: Promise<Buffer>[] = [];
  for await (const block of inBlocks(content)) {
    const member = gzipAsync(block, { level: isCompressed(block) ? STORED : LEVEL });
    // Whoever awaits it in its turn hears of it; until then nobody listens.
    member.catch(() => undefined);
    underWay.push(member);
    if (underWay.length > AT_ONCE) yield await underWay.shift()!;
  }
  for (const member of underWay) yield await member;
}

/** Blocks of at most {@link BLOCK_BYTES}; a large chunk is cut, not copied. */
async function* inBlocks(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + BLOCK_BYTES - bytes);
      at += piece.length;
      held.push(piece);
      bytes += piece.length;
      if (bytes < BLOCK_BYTES) continue;
      yield held.length === 1 ? held[0]! : Buffer.concat(held, bytes);
      held = [];
      bytes = 0;
    }
  }
  if (bytes > 0) yield Buffer.concat(held, bytes);
}

const SAMPLES = 8;
const SAMPLE_BYTES = 1024;

/** Judged by a few samples of the block itself: names and types of files promise nothing. */
function isCompressed(block: Buffer): boolean {
  const step = Math.floor(block.length / SAMPLES);
  if (step < SAMPLE_BYTES) return false;
  const samples = Array.from({ length: SAMPLES }, (_, index) =>
    block.subarray(index * step, index * step + SAMPLE_BYTES),
  );
  const sample = Buffer.concat(samples);
  return deflateRawSync(sample, { level: 1 }).length > sample.length * 0.97;
}
