/** What a column takes: the least that every database's driver understands. */
export type ColumnValue = string | number | boolean | Date | null;

type Convert<From, To> = (value: From) => To;

/**
 * From a column, as the driver gives it, to the value in an archive. The same as Strapi's own fields give
 * (`@strapi/database` fields, `fromDB`), so that our lines equal the official ones.
 */
const READERS: Record<string, Convert<unknown, unknown>> = {
  integer: Number,
  float: Number,
  decimal: readDecimal,
  biginteger: String,
  boolean: readBoolean,
  json: readJson,
  blocks: readJson,
  jsononce: readJsonOnce,
  jsonparsedonce: readJsonOnce,
  datetime: (value) => toDate(value)?.toISOString() ?? null,
  timestamp: (value) => {
    const date = toDate(value);
    return date ? String(date.getTime()) : null;
  },
  increments: asItIs,
  date: asItIs,
  time: asItIs,
};

/** From an archive's value to a column's (`toDB` of the same fields). */
const WRITERS: Record<string, Convert<unknown, ColumnValue>> = {
  integer: writeNumber,
  float: writeNumber,
  decimal: writeNumber,
  biginteger: writeBigInteger,
  boolean: writeBoolean,
  json: writeJson,
  blocks: writeJson,
  jsononce: writeJsonOnce,
  jsonparsedonce: writeJsonParsedOnce,
  datetime: writeDatetime,
  timestamp: writeDatetime,
  increments: writeNumber,
  date: writeDate,
  time: writeTime,
};

/** @returns how a value of this type is read; null is never given to it */
export function readerFor(type: string): Convert<unknown, unknown> {
  return READERS[type] ?? String;
}

/** @returns how a value of this type is written; null is never given to it, and it throws what can't be kept */
export function writerFor(type: string): Convert<unknown, ColumnValue> {
  return WRITERS[type] ?? writeString;
}

function asItIs(value: unknown): unknown {
  return value;
}

/** A number wherever it is exact; otherwise the digits, which Strapi reads as a number again. */
function readDecimal(value: unknown): unknown {
  const number = Number(value);
  if (typeof value !== 'string') return number;
  const plain = value.includes('.') ? value.replace(/\.?0+$/, '') : value;
  return String(number) === plain
    ? number
    : Number.isFinite(number) && isShort(plain)
      ? number
      : plain;
}

/** Fifteen digits always survive a double. */
function isShort(digits: string): boolean {
  return digits.replace(/[^0-9]/g, '').replace(/^0+/, '').length <= 15;
}

function readBoolean(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (String(value) === '1') return true;
  return String(value) === '0' ? false : null;
}

function readJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    const parsed: unknown = JSON.parse(value);
    // Early releases of Strapi 5 wrote JSON twice over.
    return typeof parsed === 'string' ? (JSON.parse(parsed) as unknown) : parsed;
  } catch {
    return value;
  }
}

/** Strapi 4's `json`, which is written as every other value is. */
function readJsonOnce(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function toDate(value: unknown): Date | null {
  const date = value instanceof Date ? value : new Date(value as string | number);
  return Number.isNaN(date.getTime()) ? null : date;
}

function writeString(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function writeNumber(value: unknown): ColumnValue {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  // Digits stay digits: the column may hold more of them than a double.
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) {
    return value.trim();
  }
  throw unfit(value, 'a number');
}

function writeBigInteger(value: unknown): ColumnValue {
  const text = String(value).trim();
  if (!/^[+-]?\d+$/.test(text)) throw unfit(value, 'a big integer');
  return BigInt(text).toString();
}

function writeBoolean(value: unknown): ColumnValue {
  if (['true', 't', '1', 1].includes(value as string)) return true;
  if (['false', 'f', '0', 0].includes(value as string)) return false;
  return Boolean(value);
}

/**
 * A string is written twice over: that is the one form that Strapi reads back as the string it was. A number goes in as
 * one, since SQLite would turn its text into a number with another last digit.
 */
function writeJson(value: unknown): ColumnValue {
  if (typeof value === 'number') return value;
  const text = JSON.stringify(value);
  return typeof value === 'string' ? JSON.stringify(text) : text;
}

function writeJsonOnce(value: unknown): ColumnValue {
  return typeof value === 'number' ? value : JSON.stringify(value);
}

/** A driver that parses the column itself leaves a text in it to be parsed once more, if it can be. */
function writeJsonParsedOnce(value: unknown): ColumnValue {
  return writeJsonOnce(readJsonOnce(value) === value ? value : JSON.stringify(value));
}

function writeDatetime(value: unknown): ColumnValue {
  const milliseconds =
    typeof value === 'string' && /^-?\d{9,}$/.test(value) ? Number(value) : value;
  const date = toDate(milliseconds);
  if (!date) throw unfit(value, 'a date and time');
  return date;
}

function writeDate(value: unknown): ColumnValue {
  const [date] = /^\d{4}-\d{2}-\d{2}/.exec(String(value)) ?? [];
  if (!date || Number.isNaN(Date.parse(date))) throw unfit(value, 'a date');
  return date;
}

function writeTime(value: unknown): ColumnValue {
  const [, seconds, fraction = ''] =
    /^((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,3})\d*)?$/.exec(String(value)) ?? [];
  if (!seconds) throw unfit(value, 'a time');
  return `${seconds}.${fraction.padEnd(3, '0')}`;
}

function unfit(value: unknown, kind: string): Error {
  return new Error(`${what(value)} is not ${kind}`);
}

/** Not the value itself: the log is no place for content. */
function what(value: unknown): string {
  if (typeof value === 'string') return `a text of ${value.length} characters`;
  if (Array.isArray(value)) return 'a list';
  return `a value of the type ${typeof value}`;
}
