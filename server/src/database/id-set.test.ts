import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createIdSet } from './id-set';

it('holds what was added and nothing else', () => {
  const id = fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 2 ** 31 }));
  fc.assert(
    fc.property(fc.array(id), fc.array(id), (added, others) => {
      const set = createIdSet();
      for (const one of added) set.add(one);
      for (const one of [...added, ...others]) expect(set.has(one)).toBe(added.includes(one));
    }),
  );
});

it.each([NaN, -1, 0.5])('does not hold %s', (odd) => {
  const set = createIdSet();
  set.add(1);
  expect(set.has(odd)).toBe(false);
});
