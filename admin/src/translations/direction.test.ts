import { describe, expect, it } from 'vitest';
import { directionOf, isolated, withIsolatedValues } from './direction';

describe('directionOf', () => {
  it('is from right to left in Arabic', () => expect(directionOf('ar')).toBe('rtl'));

  it('goes by our texts: those of an admin in Hebrew are English', () => {
    expect(directionOf('he')).toBe('ltr');
  });
});

describe('withIsolatedValues', () => {
  it('sets each value apart, and within the forms of a plural', () => {
    expect(withIsolatedValues('حذف {name}')).toBe(`حذف ${isolated('{name}')}`);
    expect(withIsolatedValues('{n, plural, other {# ({size})}}')).toBe(
      `{n, plural, other {# (${isolated('{size}')})}}`,
    );
  });

  it('leaves what chooses or formats, and choices without a text', () => {
    const message = '{kind, select, a {حذف} other {}} {n, number} {part, number, percent}';
    expect(withIsolatedValues(message)).toBe(message);
  });
});
