import { breathe } from './breathe';
import { firstPlace } from './page-place';
import type { LineQuery, Page, Reader } from './reader';

/** A row by attribute, as Strapi reads it. */
export type Row = Record<string, unknown>;

/**
 * The lines of all rows by ascending id, a page at a time; each line has a newline after it. Every table of Strapi's
 * has an `id`. The next page is asked for while the last one is used: a server composes it meanwhile.
 * @param muted told how many rows have no line
 */
export async function* readLines(
  reader: Reader,
  query: LineQuery,
  muted: (rows: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  let asked: Promise<Page> | undefined = reader.lines(query, firstPlace(query.firstRows));
  while (asked) {
    const { content, mute, next } = await asked;
    asked = undefined;
    if (next) {
      await breathe();
      asked = reader.lines(query, next);
      // Whoever comes to it hears of it; until then nobody listens.
      asked.catch(() => undefined);
    }
    muted(mute);
    if (content.length > 0) yield content;
  }
}

/** @returns the table's columns in their order, but none when the table has no rows */
export async function columnsOf({ rows, words }: Reader, table: string): Promise<string[]> {
  const [first] = await rows(`select * from ${words.name(table)} limit 1`);
  return Object.keys(first ?? {});
}

const MAX_VALUES = 1000;

/** Lists no longer than what one question may hold, well below each database's limit. */
export function* inChunks<Item>(items: Item[], size = MAX_VALUES): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
