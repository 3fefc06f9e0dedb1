/** 32 characters that are hard to mistake for one another: neither I nor O, neither 0 nor 1. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const GROUPS = 6;
const GROUP_LENGTH = 4;

export const GENERATED_LETTERS = GROUPS * GROUP_LENGTH;

const GENERATED = new RegExp(
  `^[${ALPHABET}]{${GROUP_LENGTH}}(-[${ALPHABET}]{${GROUP_LENGTH}}){${GROUPS - 1}}$`,
);

/** Whether a key has the form of those that are made here. */
export const isGenerated = (key: string): boolean => GENERATED.test(key);

type RandomBytes = (into: Uint8Array) => Uint8Array;

/** A key of 120 random bits, in groups that can be read out: `K7QM-…`. */
export function generateKey(fill: RandomBytes = (into) => crypto.getRandomValues(into)): string {
  const bytes = fill(new Uint8Array(GENERATED_LETTERS));
  // 256 is a multiple of 32, so no character is likelier than another.
  const letters = Array.from(bytes, (byte) => ALPHABET.charAt(byte % ALPHABET.length));

  return inGroups(letters);
}

export function inGroups(letters: string[]): string {
  return Array.from({ length: GROUPS }, (_, group) =>
    letters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  ).join('-');
}
