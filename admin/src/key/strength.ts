/** How long a program that tries one key after the other would need: not for long, for a while, for ever. */
export type Strength = 'weak' | 'fair' | 'strong';

const FAIR_BITS = 45;
const STRONG_BITS = 70;

/** What is tried first, whatever stands around it. */
const COMMON =
  /password|passwort|motdepasse|qwerty|qwertz|azerty|letmein|welcome|admin|strapi|backup|secret|123|abc|(?:19|20)\d\d/gi;

const ALPHABETS: Array<[pattern: RegExp, letters: number]> = [
  [/[a-z]/, 26],
  [/[A-Z]/, 26],
  [/[0-9]/, 10],
  [/[ -/:-@[-`{-~]/, 33],
  [/[^ -~\u3040-\u9fff]/, 100],
  [/[\u3040-\u9fff]/, 2000],
];

/** A rough guess that advises and is never in the way: words of any language count by their letters. */
export function strengthOf(key: string): Strength {
  const bits = bitsOf(key);
  if (bits < FAIR_BITS) return 'weak';
  return bits < STRONG_BITS ? 'fair' : 'strong';
}

function bitsOf(key: string): number {
  // What is common or repeats itself counts as one letter.
  const rest = [
    ...key
      .trim()
      .replace(COMMON, 'a')
      .replace(/(.+?)\1+/g, '$1'),
  ];
  const letters = ALPHABETS.reduce(
    (sum, [pattern, count]) => sum + (rest.some((letter) => pattern.test(letter)) ? count : 0),
    0,
  );
  // In words most letters follow from those before them.
  const isWords = rest.every((letter) => /[\p{Letter} -]/u.test(letter));
  const each = Math.log2(Math.max(1, letters)) * (isWords ? 0.6 : 1);
  // Nobody tries more than there are different letters: "aaab" is no better for being long.
  return each * Math.min(rest.length, new Set(rest).size * 2);
}
