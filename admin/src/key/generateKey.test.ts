import { describe, expect, it } from 'vitest';
import { generateKey, isGenerated } from './generateKey';

describe('generateKey', () => {
  it('is six groups of four characters that are hard to mistake', () => {
    for (let i = 0; i < 100; i++) {
      expect(generateKey()).toMatch(/^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){5}$/);
    }
  });

  it('is known again by its form', () => {
    const key = generateKey();
    expect(isGenerated(key)).toBe(true);
    for (const other of ['', key.slice(1), `${key}-${key}`, key.toLowerCase()]) {
      expect(isGenerated(other)).toBe(false);
    }
  });

  it('does not repeat', () => {
    const keys = new Set(Array.from({ length: 1000 }, () => generateKey()));
    expect(keys.size).toBe(1000);
  });

  it('gives every character the same chance', () => {
    const counts = new Map<string, number>();
    for (let start = 0; start < 256; start += 24) {
      const key = generateKey((into) => into.map((_, i) => start + i));
      const fresh = [...key.replaceAll('-', '')].slice(0, 256 - start);
      for (const letter of fresh) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    expect(new Set(counts.values())).toEqual(new Set([8]));
  });
});
