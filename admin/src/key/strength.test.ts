import { describe, expect, it } from 'vitest';
import { generateKey } from './generateKey';
import { strengthOf } from './strength';

describe('strengthOf', () => {
  it.each([
    '',
    'a',
    'password',
    'Password123',
    'strapi2026!',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabcabc',
    '12345678901234567890',
    'sunflower',
  ])('finds “%s” weak', (key) => {
    expect(strengthOf(key)).toBe('weak');
  });

  it.each(['T4p!x9Lq', 'yellow tram garden'])('finds “%s” fair', (key) => {
    expect(strengthOf(key)).toBe('fair');
  });

  it.each([
    'kettle orbit mango thirteen',
    'q8!Vn2#zLw0@',
    'Der Fuchs wohnt im siebten Stock',
    '山の上の青い月は七時に眠る猫',
    generateKey(),
  ])('finds “%s” strong', (key) => {
    expect(strengthOf(key)).toBe('strong');
  });
});
