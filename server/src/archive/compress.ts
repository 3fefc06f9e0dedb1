import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { deflateRawSync, gzip } from 'node:zlib';

const gzipAsync = promisify<Buffer, { level: number; chunkSize: number }, Buffer>(gzip);
const CHUNK_BYTES = 256 * 1024;

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
  const underWay: { member: Promise<Buffer>; block: Buffer }[] = [];
  const idle: Buffer[] = [];
  async function oldest(): Promise<Buffer> {
    const { member, block } = underWay.shift()!;
    const packed = await member;
    idle.push(block);
    return packed;
  }

  // Blocks are used again: what the collector has to find counts as memory until it has.
  let block: Buffer = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  function start(): void {
    underWay.push({ member: gzipMember(block.subarray(0, filled)), block });
    block = idle.pop() ?? Buffer.allocUnsafe(BLOCK_BYTES);
    filled = 0;
  }

  for await (const chunk of content) {
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(block, filled, at);
      filled += copied;
      at += copied;
      if (filled < BLOCK_BYTES) continue;
      start();
      if (underWay.length > AT_ONCE) yield await oldest();
    }
  }
  if (filled > 0) start();
  while (underWay.length > 0) yield await oldest();
}

function gzipMember(block: Buffer): Promise<Buffer> {
  const level = isCompressed(block) ? STORED : LEVEL;
  const member = gzipAsync(block, { level, chunkSize: CHUNK_BYTES });
  // Whoever awaits it in its turn hears of it; until then nobody listens.
  member.catch(() => undefined);
  return member;
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
