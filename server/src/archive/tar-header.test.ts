import { once } from 'node:events';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Header, extract } from 'tar-stream';
import { paddingOf, parseTarHeader, tarHeader } from './tar-header';

const NAME = fc.stringMatching(/^[\x20-\x2e\x30-\x7e]{1,100}$/);

/** As tar-stream reads it. */
async function read(header: Buffer): Promise<Header> {
  const reader = extract();
  const entry = once(reader, 'entry');
  reader.write(header);
  const [found] = (await entry) as [Header];
  reader.destroy();
  return found;
}

it('is read by others, and by ourselves', async () => {
  await fc.assert(
    fc.asyncProperty(NAME, fc.integer({ min: 0, max: 0o77777777777 }), async (name, size) => {
      const header = tarHeader(name, size)!;
      const facts = { name, size, type: 'file' };
      expect(parseTarHeader(header)).toEqual(facts);
      expect(await read(header)).toMatchObject({ ...facts, mode: 0o644, uid: 0, gid: 0 });
    }),
  );
});

it('is left to others where one block does not say it', () => {
  expect(tarHeader('a'.repeat(101), 1)).toBeUndefined();
  expect(tarHeader('é', 1)).toBeUndefined();
  expect(tarHeader('', 1)).toBeUndefined();
  expect(tarHeader('a', 8 * 1024 ** 3)).toBeUndefined();
});

it.each([
  [0, 0],
  [1, 511],
  [512, 0],
  [8 * 1024 ** 3 + 500, 12],
])('fills up %i bytes with %i', (size, padding) => {
  expect(paddingOf(size)).toBe(padding);
});
