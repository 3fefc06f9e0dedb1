import { readerFor } from '../values';
import type { ToDate } from './driver-dates';
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

/** @param json an expression of the value as JSON, never null @returns one of what {@link Complete} replaces */
export function leaveOver(
  { concat }: Pick<JsonWords, 'concat'>,
  type: string,
  json: string,
): string {
  return concat([`${OPEN}${type}${TYPE_ENDS}`, { sql: json }, OPEN]);
}

/** Puts the values that were left over into a text. */
export type Complete = (text: string) => string;

export function createComplete(toDate: ToDate = (text) => text): Complete {
  function complete(_all: string, type: string, json: string): string {
    const value: unknown = JSON.parse(json);
    const given = DATES.has(type) ? toDate(value as string) : value;
    return JSON.stringify(readerFor(type)(given) ?? null);
  }
  return (text) => (text.includes(OPEN) ? text.replace(LEFT_OVER, complete) : text);
}

/** {@link Complete} for bytes, of which only what was left over becomes a text. */
export function completeBytes(complete: Complete, bytes: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let end = 0;
  for (let at = bytes.indexOf(OPEN); at >= 0; at = bytes.indexOf(OPEN, end)) {
    const close = bytes.indexOf(OPEN, at + 1);
    if (close < 0) break;
    pieces.push(bytes.subarray(end, at));
    end = close + 1;
    pieces.push(Buffer.from(complete(bytes.toString('utf8', at, end))));
  }
  return end === 0 ? bytes : Buffer.concat([...pieces, bytes.subarray(end)]);
}

const DATES = new Set(['datetime', 'timestamp']);
