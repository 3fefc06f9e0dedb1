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

it('holds dense and scattered ids alike', () => {
  const set = createIdSet();
  const ids = [...Array(5000).keys()].flatMap((n) => [n + 1, n * 800_000 + 7]);
  for (const id of ids) set.add(id);
  const added = new Set(ids);
  for (const id of ids) expect(set.has(id)).toBe(true);
  for (const id of ids) expect(set.has(id + 1)).toBe(added.has(id + 1));
});

it.each([NaN, -1, 0.5])('does not hold %s', (odd) => {
  const set = createIdSet();
  set.add(1);
  expect(set.has(odd)).toBe(false);
});
