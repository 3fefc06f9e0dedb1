import { describe, expect, it } from 'vitest';
import { confirms, endingOf } from './keyEnding';

const GENERATED = 'K7QM-ABCD-EFGH-JKLM-NPQR-TUV2';

describe('endingOf', () => {
  it('is the last group of a generated key', () => {
    expect(endingOf(GENERATED)).toEqual({ kind: 'group', text: 'TUV2' });
  });

  it.each([
    ['correct horse battery staple', 'aple'],
    ['K7QM-ABCD', 'ABCD'],
    ['abc', 'abc'],
    ['clé 🔑🔑🔑', ' 🔑🔑🔑'],
  ])('is the last four characters of %s', (key, text) => {
    expect(endingOf(key)).toEqual({ kind: 'characters', text });
  });
});

describe('confirms', () => {
  it('takes the last group in small letters, too, and with spaces around it', () => {
    for (const typed of ['TUV2', 'tuv2', ' Tuv2 ']) expect(confirms(typed, GENERATED)).toBe(true);
    for (const typed of ['', 'NPQR', 'TUV', '-TUV2'])
      expect(confirms(typed, GENERATED)).toBe(false);
  });

  it('takes the end of a key of one’s own to the letter', () => {
    expect(confirms('Word', 'passWord')).toBe(true);
    for (const typed of ['', 'word', 'ord']) expect(confirms(typed, 'passWord')).toBe(false);
  });

  it('minds no spaces around it, which nobody sees', () => {
    for (const typed of ['key', ' key']) expect(confirms(typed, 'a key')).toBe(true);
    expect(confirms('or d', 'passwor d')).toBe(true);
  });
});
