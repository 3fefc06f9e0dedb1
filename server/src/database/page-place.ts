/** Where a page of rows begins, and how many it has at most. */
export interface PagePlace {
  /** Rows have higher ids than this. */
  after: number;
  limit: number;
}

export const firstPlace = (limit = 64): PagePlace => ({ after: 0, limit });

/**
 * Where the page after one begins: with as many rows as make `pageBytes` at the size of those before. Its source goes to
 * the thread of a copy, so it knows nothing but what it is given.
 * @returns undefined when that was the last
 */
export function placeAfter(
  { limit }: PagePlace,
  { rows, bytes, lastId }: { rows: number; bytes: number; lastId: number },
  pageBytes: number,
): PagePlace | undefined {
  if (rows < limit) return undefined;
  const wanted = Math.ceil((pageBytes * rows) / Math.max(1, bytes));
  return { after: lastId, limit: Math.min(wanted, limit * 4, 2000) };
}
