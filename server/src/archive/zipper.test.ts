import { gunzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { type Zipper, createZipper } from './zipper';

let zipper: Zipper;
afterEach(() => zipper.close());

const block = (text: string): Buffer => Buffer.alloc(100_000, text);

it('gives each block its member, and its memory back', async () => {
  zipper = createZipper(2);
  const texts = ['one ', 'two ', 'three ', 'four ', 'five '];
  const zipped = await Promise.all(
    texts.map((text, index) => zipper.zip(block(text), 50_000 + index)),
  );
  for (const [index, text] of texts.entries()) {
    const { member, block: memory } = zipped[index]!;
    expect(gunzipSync(member).equals(block(text).subarray(0, 50_000 + index))).toBe(true);
    expect(memory).toHaveLength(100_000);
  }
});

it('takes the memory of a block while it is away', async () => {
  zipper = createZipper(1);
  const away = block('away');
  const zipped = zipper.zip(away, 10);
  expect(away).toHaveLength(0);
  await zipped;
});

it('gives up what is under way when it is closed', async () => {
  zipper = createZipper(1);
  const zipped = zipper.zip(block('away'), 100_000);
  zipper.close();
  await expect(zipped).rejects.toThrow('no longer wanted');
});
