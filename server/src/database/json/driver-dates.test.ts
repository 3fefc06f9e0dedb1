import { expect, it } from 'vitest';
import { readsAsUtc } from './driver-dates';

it('takes a driver at its word that it reads UTC', () => {
  expect(readsAsUtc((text) => new Date(`${text}Z`))).toBe(true);
  expect(readsAsUtc((text) => new Date(`${text}+01:00`))).toBe(false);
  expect(readsAsUtc((text) => text)).toBe(false);
});

it('is not taken in by a zone that is UTC at times', () => {
  const inLondon = (text: string): Date => {
    const month = Number(text.slice(5, 7));
    return new Date(`${text}${month > 3 && month < 11 ? '+01:00' : 'Z'}`);
  };
  const inAbidjan = (text: string): Date => new Date(`${text}${text < '1912' ? '-00:16' : 'Z'}`);
  expect(readsAsUtc(inLondon)).toBe(false);
  expect(readsAsUtc(inAbidjan)).toBe(false);
});
