import { readerFor } from '../values';
import type { JsonWords } from './words';

/**
 * Values that a database can't write as Strapi's fields do (a server's datetime depends on this process's time zone) it
 * hands over inside the line, between characters that no JSON text holds: `\x01<type>\x02<the value as JSON>\x01`.
 */
const OPEN = '\u0001';
const TYPE_ENDS = '\u0002';
const LEFT_OVER = new RegExp(`${OPEN}([a-z]+)${TYPE_ENDS}([^${OPEN}]*)${OPEN}`, 'g');

/** In the place of a text that is larger than the server makes them. */
export const TOO_LARGE = '\u0003';

/** A decimal of so many characters is as exact as a JSON number, which its reader takes for a double. */
export const EXACT_CHARACTERS = 15;

/** @param json an expression of the value as JSON, never null @returns an expression of what a {@link FinishLine} completes */
export function leaveOver(
  { concat }: Pick<JsonWords, 'concat'>,
  type: string,
  json: string,
): string {
  return concat([`${OPEN}${type}${TYPE_ENDS}`, { sql: json }, OPEN]);
}

/** Puts the values that were left over into a text. */
export type Complete = (text: string) => string;

/** @param toDate what the server's driver makes of a datetime's text */
export function createComplete(toDate: (text: string) => unknown = (text) => text): Complete {
  function complete(_all: string, type: string, json: string): string {
    const value: unknown = JSON.parse(json);
    const given = DATES.has(type) ? toDate(value as string) : value;
    return JSON.stringify(readerFor(type)(given) ?? null);
  }
  return (text) => (text.includes(OPEN) ? text.replace(LEFT_OVER, complete) : text);
}

/** {@link Complete} for bytes, most of which have nothing left over and pass as they are. */
export function completeBytes(complete: Complete, bytes: Buffer): Buffer {
  return bytes.includes(OPEN) ? Buffer.from(complete(bytes.toString())) : bytes;
}

/** Turns a line as a server sends it into one of an archive. */
export type FinishLine = (line: string) => string;

/** @throws Error for a line that the server could not make */
export function createFinish(toDate: (text: string) => unknown): FinishLine {
  const completeLine = createComplete(toDate);
  return (line) => {
    if (line.includes(TOO_LARGE)) {
      throw new Error('The database can not send a row this large: raise its max_allowed_packet');
    }
    const complete = completeLine(line);
    // In a JSON column between its values, if whoever wrote it liked to read it.
    return complete.includes('\n') ? complete.replaceAll('\n', ' ') : complete;
  };
}

const DATES = new Set(['datetime', 'timestamp']);
