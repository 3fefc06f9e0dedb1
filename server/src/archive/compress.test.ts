import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compress } from './compress';
import { inChunks } from './test-helpers';

const MB = 1024 * 1024;
const text = (bytes: number): Buffer =>
  Buffer.from('{"type":"api::article.article","id":'.repeat(Math.ceil(bytes / 36))).subarray(
    0,
    bytes,
  );

async function compressed(content: Buffer, chunk = 64 * 1024): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of compress(inChunks(content, chunk))) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

describe('gzip in members', () => {
  it('is one file to whoever unpacks it, however it comes in and goes on', async () => {
    const part = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 1.5 * MB }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 500, max: 3 * MB }),
        fc.integer({ min: 500, max: 3 * MB }),
        async (parts, chunkIn, chunkOut) => {
          const content = Buffer.concat(
            parts.map(([random, bytes]) => (random ? randomBytes(bytes) : text(bytes))),
          );
          const archive = await compressed(content, chunkIn);
          expect(gunzipSync(archive).equals(content)).toBe(true);
          const streamed = Readable.from(inChunks(archive, chunkOut)).pipe(createGunzip());
          expect((await buffer(streamed)).equals(content)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('wraps what is compressed already in next to nothing', async () => {
    const picture = randomBytes(4 * MB);
    expect((await compressed(picture)).length / picture.length).toBeLessThan(1.001);
  });

  it('compresses text within a twentieth of a single gzip, also after a picture', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, id) => `{"id":${id},"title":"${randomBytes(6).toString('hex')} in the harbour"}\n`,
    );
    const content = Buffer.from(rows.join(''));
    const alone = gzipSync(content).length;
    expect((await compressed(content)).length / alone).toBeLessThan(1.05);

    const picture = randomBytes(2 * MB);
    const both = await compressed(Buffer.concat([picture, content]));
    expect((both.length - picture.length) / alone).toBeLessThan(1.1);
  });

  it('is as small as a single gzip for a slow reader, and quicker to make for others', async () => {
    const rows = Array.from(
      { length: 100_000 },
      (_, id) => `{"id":${id},"title":"${randomBytes(6).toString('hex')} in the harbour"}\n`,
    );
    const content = Buffer.from(rows.join(''));
    let slowly = 0;
    for await (const { length } of compress(inChunks(content, 64 * 1024))) {
      slowly += length;
      await sleep(60);
    }
    expect(slowly / gzipSync(content).length).toBeLessThan(1.02);
    expect(slowly).toBeLessThan((await compressed(content)).length);
  });

  it('sends what it has, or next to nothing, while its source is slow', async () => {
    const head = text(3000);
    const rest = text(2 * MB);
    async function* slow(): AsyncGenerator<Buffer> {
      yield head;
      await sleep(1800);
      yield rest;
    }
    const begun = Date.now();
    const pieces: { bytes: Buffer; at: number }[] = [];
    for await (const piece of compress(slow())) {
      pieces.push({ bytes: Buffer.from(piece), at: Date.now() - begun });
    }
    const [first, ...others] = pieces.filter(({ at }) => at < 1700);
    expect(first!.at).toBeLessThan(1000);
    expect(gunzipSync(first!.bytes).equals(head)).toBe(true);
    expect(others.length).toBeGreaterThan(0);

    const archive = Buffer.concat(pieces.map(({ bytes }) => bytes));
    const whole = Buffer.concat([head, rest]);
    expect(gunzipSync(archive).equals(whole)).toBe(true);
    const byteByByte = Readable.from(inChunks(archive, 1)).pipe(createGunzip());
    expect((await buffer(byteByByte)).equals(whole)).toBe(true);
  });

  it('does not run ahead of whoever reads: a few blocks are under way, no more', async () => {
    let given = 0;
    async function* source(): AsyncGenerator<Buffer> {
      for (const block = text(MB); given < 60; given += 1) yield block;
    }
    let taken = 0;
    for await (const _piece of compress(source())) expect(given - (taken += 1)).toBeLessThan(6);
  });

  it('hands out pieces that stay good until the next one is asked for', async () => {
    // No two blocks are the same, or one that was filled again too early would not show.
    const rows = Array.from({ length: 400_000 }, (_, id) => `{"id":${id}}\n`).join('');
    const content = Buffer.concat([randomBytes(3 * MB), Buffer.from(rows), randomBytes(2 * MB)]);
    const pieces: Buffer[] = [];
    for await (const piece of compress(inChunks(content, 64 * 1024))) {
      await sleep(5);
      pieces.push(Buffer.from(piece));
    }
    expect(gunzipSync(Buffer.concat(pieces)).equals(content)).toBe(true);
  });

  it('fails with its source', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield text(3 * MB);
      throw new Error('unreadable');
    }
    await expect(buffer(compress(broken()))).rejects.toThrow('unreadable');
  });
});
