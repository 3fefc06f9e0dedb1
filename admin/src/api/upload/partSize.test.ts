import { describe, expect, it } from 'vitest';
import { createPartSizes } from './partSize';

const KB = 1024;
const MB = 1024 * KB;

function afterFirst() {
  const sizes = createPartSizes();
  sizes.accepted(sizes.size(), 100);
  return sizes;
}

describe('createPartSizes', () => {
  it('begins small and goes on with 8 MB', () => {
    const sizes = createPartSizes();
    expect(sizes.size()).toBe(64 * KB);
    sizes.accepted(64 * KB, 20_000);
    expect(sizes.size()).toBe(8 * MB);
  });

  it('doubles what goes quickly, up to 64 MB', () => {
    const sizes = afterFirst();
    const seen = Array.from({ length: 5 }, () => {
      sizes.accepted(sizes.size(), 2000);
      return sizes.size() / MB;
    });
    expect(seen).toEqual([16, 32, 64, 64, 64]);
  });

  it('leaves what takes a while, and shrinks what takes too long', () => {
    const sizes = afterFirst();
    sizes.accepted(8 * MB, 6000);
    expect(sizes.size()).toBe(8 * MB);
    sizes.accepted(8 * MB, 40_000);
    expect(sizes.size()).toBe(2 * MB);
    sizes.accepted(2 * MB, 600_000);
    expect(sizes.size()).toBe(512 * KB);
  });

  it('halves what is refused as too large, and never goes there again', () => {
    const sizes = afterFirst();
    expect(sizes.tooLarge(8 * MB)).toBe(true);
    expect(sizes.tooLarge(4 * MB)).toBe(true);
    expect(sizes.size()).toBe(2 * MB);
    sizes.accepted(2 * MB, 100);
    sizes.accepted(2 * MB, 100);
    expect(sizes.size()).toBe(2 * MB);
  });

  it('gives up when 512 KB are too much', () => {
    const sizes = afterFirst();
    let halvings = 0;
    while (sizes.tooLarge(sizes.size())) halvings += 1;
    expect(halvings).toBe(4);
    expect(sizes.size()).toBe(512 * KB);
    expect(createPartSizes().tooLarge(64 * KB)).toBe(false);
  });

  it('halves when the connection is lost, and grows again', () => {
    const sizes = afterFirst();
    sizes.broken();
    expect(sizes.size()).toBe(4 * MB);
    sizes.accepted(4 * MB, 100);
    expect(sizes.size()).toBe(8 * MB);
  });

  it('takes a size at which the connection is lost each time as too large', () => {
    const sizes = afterFirst();
    sizes.broken();
    sizes.accepted(4 * MB, 100);
    sizes.broken();
    sizes.accepted(4 * MB, 100);
    sizes.accepted(4 * MB, 100);
    expect(sizes.size()).toBe(4 * MB);
  });

  it('keeps the first part as small as it is when the connection is lost', () => {
    const sizes = createPartSizes();
    sizes.broken();
    expect(sizes.size()).toBe(64 * KB);
  });

  it('learns nothing from the end of a file', () => {
    const sizes = afterFirst();
    sizes.accepted(3, 100);
    expect(sizes.size()).toBe(8 * MB);
  });
});
