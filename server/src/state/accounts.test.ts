import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Account, changedIds, noteAccounts } from './accounts';

async function* each(accounts: Account[]): AsyncGenerator<Account> {
  yield* accounts;
}

/** Accounts as an object: whose each id is. */
const toAccounts = (people: Record<number, number>): Account[] =>
  Object.entries(people).map(([id, mark]) => ({ id: Number(id), mark }));

async function changed(
  before: Record<number, number>,
  after: Record<number, number>,
  maxRanges?: number,
) {
  const noted = await noteAccounts(each(toAccounts(before)));
  const ranges = await changedIds(noted, each(toAccounts(after)), maxRanges);
  return ranges.map(({ from, to }) => [from, to]);
}

const people = fc.dictionary(fc.integer({ min: 1, max: 12 }).map(String), fc.constantFrom(1, 2, 3));

describe('changedIds', () => {
  it('finds nobody where nothing changed', async () => {
    expect(await changed({}, {})).toEqual([]);
    expect(await changed({ 1: 7, 5: 8 }, { 1: 7, 5: 8 })).toEqual([]);
  });

  it('finds who is another, who is new and who is gone', async () => {
    expect(await changed({ 1: 7, 2: 8, 3: 9 }, { 1: 7, 2: 6, 4: 5 })).toEqual([[2, 4]]);
    expect(await changed({ 1: 7 }, { 1: 7, 2: 7 })).toEqual([[2, 2]]);
    expect(await changed({ 1: 7, 2: 7 }, { 1: 7 })).toEqual([[2, 2]]);
  });

  it('takes all ids of another site as one range', async () => {
    expect(await changed({ 1: 1, 50: 2 }, { 2: 3, 700: 4 })).toEqual([[1, 700]]);
  });

  it('says no more ranges than it may, and rather too many ids than too few', async () => {
    const before = { 1: 1, 2: 1, 3: 1, 4: 1, 5: 1 };
    expect(await changed(before, { 1: 2, 2: 1, 3: 2, 4: 1, 5: 2 }, 2)).toEqual([
      [1, 1],
      [3, 5],
    ]);
  });

  it('says of each id the truth', async () => {
    await fc.assert(
      fc.asyncProperty(people, people, async (before, after) => {
        const ranges = await changed(before, after);
        for (const id of Object.keys({ ...before, ...after })) {
          const found = ranges.some(([from, to]) => from! <= Number(id) && Number(id) <= to!);
          expect(found).toBe(before[id as never] !== after[id as never]);
        }
      }),
    );
  });
});
