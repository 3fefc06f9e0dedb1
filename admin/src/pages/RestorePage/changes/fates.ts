import type { ContentTypeChange } from '../../../../../shared/contract';

/** Entries of this site before and after a restore. */
export function contentTotals(types: ContentTypeChange[]): { now: number; after: number } {
  return {
    now: types.reduce((sum, { now }) => sum + now, 0),
    after: types.reduce((sum, { after }) => sum + after, 0),
  };
}

export type Fate = 'deleted' | 'unknown' | 'untouched' | 'replaced';

/** What a restore does to a content type, in one word. */
export function fateOf({ known, replaced, now, after }: ContentTypeChange): Fate {
  if (!known) return 'unknown';
  if (!replaced) return 'untouched';
  return now > 0 && after === 0 ? 'deleted' : 'replaced';
}

/** How many content types have entries now, and none after a restore. */
export const emptiedCount = (types: ContentTypeChange[]): number =>
  types.filter((type) => fateOf(type) === 'deleted').length;
