import { createRequire } from 'node:module';

const { paragraphs } = createRequire(__filename)('../../playground/scripts/magazine.js') as {
  paragraphs: { en: string[]; fr: string[] };
};
const VOCABULARY = [...paragraphs.en, ...paragraphs.fr].join(' ').split(/\s+/);

/** Words of the playground's magazine in an order that depends on the seed alone. */
export function words(seed: number, count: number): string {
  let state = seed;
  const chosen = Array.from({ length: count }, () => {
    // mulberry32: small, fast, and even enough for texts.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return VOCABULARY[((mixed ^ (mixed >>> 14)) >>> 0) % VOCABULARY.length]!;
  });
  return chosen.join(' ');
}
