import { describe, expect, it } from 'vitest';
import type { ContentTypeChange } from '../../../../../shared/contract';
import { contentTotals, fateOf } from './fates';

const type = (facts: Partial<ContentTypeChange>): ContentTypeChange => ({
  uid: 'api::tag.tag',
  name: 'Tag',
  known: true,
  replaced: true,
  now: 2,
  archive: 3,
  after: 3,
  ...facts,
});

describe('fateOf', () => {
  it.each([
    ['replaced', {}],
    ['replaced', { now: 0, archive: 0, after: 0 }],
    ['deleted', { archive: 0, after: 0 }],
    ['untouched', { replaced: false, after: 2 }],
    ['unknown', { known: false, replaced: false, now: 0, after: 0 }],
  ])('is %s: %j', (fate, facts) => {
    expect(fateOf(type(facts))).toBe(fate);
  });
});

it('contentTotals adds up both sides', () => {
  expect(contentTotals([type({}), type({ now: 5, after: 0 })])).toEqual({ now: 7, after: 3 });
});
