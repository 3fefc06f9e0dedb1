import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinSmall } from './join-small';

const PIECES = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 600 }),
    fc.integer({ min: 15_000, max: 70_000 }).map((bytes) => new Uint8Array(bytes).fill(bytes)),
  ),
);

it('passes on the same bytes in fewer pieces, though each piece is used again at once', async () => {
  await fc.assert(
    fc.asyncProperty(PIECES, async (pieces) => {
      const passed: Buffer[] = [];
      const joiner = joinSmall((piece) => {
        passed.push(Buffer.from(piece));
        return Promise.resolve();
      });
      const expected = Buffer.concat(pieces);
      for (const piece of pieces) {
        const given = Buffer.from(piece);
        await joiner.push(given);
        given.fill(0xff);
      }
      await joiner.flush();
      expect(Buffer.concat(passed).equals(expected)).toBe(true);
      expect(passed.length).toBeLessThanOrEqual(pieces.length);
    }),
  );
});

it('joins a thousand headers into a few pieces', async () => {
  let passed = 0;
  const joiner = joinSmall(() => {
    passed += 1;
    return Promise.resolve();
  });
  for (let header = 0; header < 1000; header += 1) await joiner.push(Buffer.alloc(512));
  await joiner.flush();
  expect(passed).toBe(8);
});

it('hears of a piece that could not be passed on', async () => {
  const joiner = joinSmall(() => Promise.reject(new Error('gone')));
  await joiner.push(Buffer.alloc(1));
  await expect(joiner.flush()).rejects.toThrow('gone');
});
