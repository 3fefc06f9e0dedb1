import { describe, expect, it } from 'vitest';
import { fingerprint, fnv1a } from './fingerprint';

const MB = 1024 * 1024;
const text = (value: string) => new TextEncoder().encode(value);

function fileOf(size: number, change?: number): Blob {
  const bytes = new Uint8Array(size).map((_, at) => at % 251);
  if (change !== undefined) bytes[change] = (bytes[change] ?? 0) ^ 1;
  return new Blob([bytes]);
}

describe('fnv1a', () => {
  it('is the known one', () => {
    expect(fnv1a(text(''))).toBe(0x811c9dc5);
    expect(fnv1a(text('a'))).toBe(0xe40c292c);
    expect(fnv1a(text('foobar'))).toBe(0xbf9cf968);
  });

  it('goes on where it was', () => {
    expect(fnv1a(text('bar'), fnv1a(text('foo')))).toBe(fnv1a(text('foobar')));
  });
});

describe('fingerprint', () => {
  it('is the same for the same bytes', async () => {
    expect(await fingerprint(fileOf(MB))).toBe(await fingerprint(fileOf(MB)));
  });

  it('begins with the size', async () => {
    expect(await fingerprint(fileOf(MB))).toMatch(/^1048576-[0-9a-f]{8}$/);
    expect(await fingerprint(fileOf(0))).toMatch(/^0-/);
  });

  it.each([0, MB / 2, MB - 1])('sees a change at byte %d', async (at) => {
    expect(await fingerprint(fileOf(MB, at))).not.toBe(await fingerprint(fileOf(MB)));
  });

  it('sees a change anywhere in a small file', async () => {
    for (const at of [0, 7, 99]) {
      expect(await fingerprint(fileOf(100, at))).not.toBe(await fingerprint(fileOf(100)));
    }
  });
});
