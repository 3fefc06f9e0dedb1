import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { letGo } from './let-go';
import { withPauses } from './pauses';

const gzipAsync = promisify<Buffer, { level: number; chunkSize: number }, Buffer>(zlib.gzip);

/** A member of the archive's gzip. Larger ones compress no better; smaller ones pay for a header and a fresh start. */
const BLOCK_BYTES = 1024 * 1024;
/** Room for whatever a block becomes, so that a member comes as one piece; deflate adds a few bytes at the worst. */
const MEMBER_BYTES = BLOCK_BYTES + 16 * 1024;

/** zlib's level for whoever takes the archive as fast as it is made: two thirds of the work of level 4 (docs/architecture.md). */
const QUICK_LEVEL = 2;
/** zlib's own, and that of official archives, for whoever keeps us waiting: it then takes less time, not more. */
const THOROUGH_LEVEL = 6;
/** A reader is slow when it takes a block for longer than the thorough level would. */
const SLOW_READER_MS = 25;

/** zlib works on other threads than the server, of which there are few: one core is left to it, and one thread. */
const AT_ONCE = Math.max(1, Math.min(3, availableParallelism() - 1));

/** Proxies give up an answer of which nothing comes for long; the first byte of an archive comes by this, too. */
const SILENT_MS = 500;

/** A gzip of nothing, which adds nothing to what is unpacked. */
const EMPTY_MEMBER = zlib.gzipSync(Buffer.alloc(0));

/**
 * Compresses into a gzip of many members, one after the other, which every gunzip reads as one file (RFC 1952, 2.2).
 * Blocks that are compressed already, such as pictures and films, are only wrapped. While `content` is slow, what
 * there is of a block goes out, or an empty one.
 * @returns pieces that are good until the next one is asked for
 */
export async function* compress(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const underWay: { member?: Promise<Buffer>; block: Buffer; filled: number }[] = [];
  const idle: Buffer[] = [];
  const stored = Buffer.allocUnsafe(storedBytes(BLOCK_BYTES));
  let lastAt = Date.now();
  let level = QUICK_LEVEL;
  async function* oldest(): AsyncGenerator<Buffer> {
    const { member, block, filled } = underWay.shift()!;
    lastAt = Date.now();
    const zipped = await member;
    const piece = zipped ?? storedMember(block.subarray(0, filled), stored);
    const given = performance.now();
    yield piece;
    level = performance.now() - given > SLOW_READER_MS ? THOROUGH_LEVEL : QUICK_LEVEL;
    if (zipped) letGo(zipped);
    idle.push(block);
  }

  // Blocks are used again: what the collector has to find counts as memory until it has.
  let block: Buffer = Buffer.allocUnsafe(BLOCK_BYTES);
  let filled = 0;
  /** @returns how many blocks may now be under way */
  function start(): number {
    const content = block.subarray(0, filled);
    const isStored = isCompressed(content);
    const member = isStored ? undefined : gzip(content, level);
    // Whoever awaits it in its turn hears of it; until then nobody listens.
    member?.catch(() => undefined);
    underWay.push({ member, block, filled });
    block = idle.pop() ?? Buffer.allocUnsafe(BLOCK_BYTES);
    filled = 0;
    return isStored ? 0 : AT_ONCE;
  }

  for await (const chunk of withPauses(content, SILENT_MS)) {
    if (Date.now() - lastAt >= SILENT_MS) {
      if (filled > 0) start();
      if (underWay.length === 0) yield EMPTY_MEMBER;
      while (underWay.length > 0) yield* oldest();
      lastAt = Date.now();
    }
    if (!chunk) continue;
    for (let at = 0; at < chunk.length; ) {
      const copied = chunk.copy(block, filled, at);
      filled += copied;
      at += copied;
      if (filled < BLOCK_BYTES) continue;
      const allowed = start();
      while (underWay.length > allowed) yield* oldest();
    }
  }
  if (filled > 0) start();
  while (underWay.length > 0) yield* oldest();
  // Not where it ends early: zlib may still read one of them.
  for (const used of [block, stored, ...idle]) letGo(used);
}

function gzip(block: Buffer, level: number): Promise<Buffer> {
  return gzipAsync(block, { level, chunkSize: MEMBER_BYTES });
}

const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const GZIP_TRAILER_BYTES = 8;
/** What deflate keeps as it is in one piece (RFC 1951, 3.2.4), and what stands before each. */
const STORED_BYTES = 0xffff;
const STORED_HEADER_BYTES = 5;

function storedBytes(bytes: number): number {
  const pieces = Math.ceil(bytes / STORED_BYTES);
  return GZIP_HEADER.length + pieces * STORED_HEADER_BYTES + bytes + GZIP_TRAILER_BYTES;
}

/**
 * A block as it is, in the form of gzip (RFC 1952, 2.3). Handing it to a thread of zlib's would take longer, and leave
 * several times its size in buffers to collect.
 * @param into is filled, and what is returned is part of it
 */
function storedMember(block: Buffer, into: Buffer): Buffer {
  let at = GZIP_HEADER.copy(into);
  for (let start = 0; start < block.length; start += STORED_BYTES) {
    const bytes = Math.min(STORED_BYTES, block.length - start);
    at = into.writeUInt8(start + bytes === block.length ? 1 : 0, at);
    at = into.writeUInt16LE(bytes, at);
    at = into.writeUInt16LE(bytes ^ 0xffff, at);
    at += block.copy(into, at, start, start + bytes);
  }
  at = into.writeUInt32LE(crc32(block), at);
  at = into.writeUInt32LE(block.length, at);
  return into.subarray(0, at);
}

/** zlib's own, which came with Node 20.15; before it, the last bytes but four of what zlib makes of the block. */
function crc32(block: Buffer): number {
  const own = (zlib as { crc32?: (data: Buffer) => number }).crc32;
  return own ? own(block) : zlib.gzipSync(block, { level: 0 }).readUInt32LE(block.length);
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
  return zlib.deflateRawSync(sample, { level: 1 }).length > sample.length * 0.97;
}
