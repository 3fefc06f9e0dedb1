import type { Model } from '../model';
import type { JsonWords, Piece } from './words';

/** @returns the expression of the whole text */
export function compose(words: JsonWords, pieces: Piece[]): string {
  const joined: Piece[] = [];
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    if (text) joined.push(text);
    text = '';
    joined.push(piece);
  }
  if (text) joined.push(text);
  return words.concat(joined);
}

/**
 * The values of a row, as `"attribute":value` with commas between, in the order of the table's columns: that of
 * official archives.
 * @param columns of the table, by whatever name
 * @param without attributes that are left out
 */
export function valuesOf(
  words: JsonWords,
  { scalars, attributeOf }: Model,
  columns: string[],
  alias: string,
  without: string[] = [],
): Piece[] {
  const types = new Map(scalars.map(({ column, type }) => [column, type]));
  return columns.flatMap((column): Piece[] => {
    const attribute = attributeOf[column];
    const type = types.get(column);
    if (attribute === undefined || type === undefined || without.includes(attribute)) return [];
    return [
      `,${JSON.stringify(attribute)}:`,
      { sql: words.value(type, words.name(`${alias}.${column}`)) },
    ];
  });
}

/** An object of fields that each begin with a comma. */
export function object(fields: Piece[]): Piece[] {
  const [first, ...rest] = fields;
  return first === undefined ? ['{}'] : ['{', (first as string).slice(1), ...rest, '}'];
}
