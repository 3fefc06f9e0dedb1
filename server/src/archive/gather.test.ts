import { expect, it } from 'vitest';
import { gather } from './gather';
import { inChunks } from './test-helpers';

it.each([
  [4, [4, 4, 2]],
  [5, [6, 4]],
  [10, [10]],
  [11, [10]],
])('gives groups of %s bytes or more, and what is left', async (bytes, sizes) => {
  const found: number[] = [];
  for await (const group of gather(inChunks(Buffer.alloc(10), 2), bytes)) {
    found.push(Buffer.concat(group).length);
  }
  expect(found).toEqual(sizes);
});
