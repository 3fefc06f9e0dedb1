import { expect, it } from 'vitest';
import { createByteReader } from './byte-reader';
import { inChunks } from './test-helpers';

it.each([1, 3, 4, 100])('gives bytes in the amounts asked for, in chunks of %s', async (chunk) => {
  const bytes = createByteReader(inChunks(Buffer.from('abcdefghij'), chunk));
  expect(String(await bytes.take(4))).toBe('abcd');
  expect(String(await bytes.take(0))).toBe('');
  const piece = String(await bytes.next(3));
  expect('efg'.startsWith(piece) && piece !== '').toBe(true);
  expect(await bytes.take(100)).toBeUndefined();
  expect(await bytes.next(1)).toBeUndefined();
});

it('lets the stream go, read to its end or not', async () => {
  const source = inChunks(Buffer.from('abcdefghij'), 2);
  const bytes = createByteReader(source);
  await bytes.take(3);
  await bytes.close();
  expect(source.destroyed).toBe(true);
});
