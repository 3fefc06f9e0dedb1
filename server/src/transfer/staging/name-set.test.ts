import { expect, it } from 'vitest';
import { createNameSet } from './name-set';

it('knows every name again, however many there are', () => {
  const names = createNameSet();
  const all = Array.from({ length: 10_000 }, (_, index) => `assets/uploads/${index}`);
  expect(all.filter((name) => !names.add(name))).toEqual([]);
  expect(all.filter((name) => names.add(name))).toEqual([]);
  expect(names.add('another')).toBe(true);
});
