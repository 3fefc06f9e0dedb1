import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readerFor, writerFor } from './values';

/** What SQLite gives back of what it was given; the other databases are met by the tests on real sites. */
function stored(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'boolean' ? Number(value) : value;
}
const roundTrip = (type: string, value: unknown): unknown =>
  readerFor(type)(stored(writerFor(type)(value)));

const JSON_VALUES = fc.oneof(
  fc.object(),
  fc.array(fc.jsonValue()),
  fc.string(),
  fc.integer(),
  fc.boolean(),
);

describe('a value comes back as it was', () => {
  const VALUES: Record<string, fc.Arbitrary<unknown>> = {
    string: fc.string({ unit: 'grapheme' }),
    richtext: fc.string({ unit: 'binary' }),
    integer: fc.integer(),
    float: fc.double({ noNaN: true, noDefaultInfinity: true }),
    decimal: fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
    biginteger: fc.bigInt().map(String),
    boolean: fc.boolean(),
    datetime: fc
      .date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    json: JSON_VALUES,
    jsononce: JSON_VALUES,
  };
  it.each(Object.keys(VALUES))('%s', (type) => {
    fc.assert(
      fc.property(VALUES[type]!, (value) => {
        // As an archive has it: JSON knows no undefined and no negative zero.
        const inArchive = JSON.parse(JSON.stringify(value)) as unknown;
        expect(roundTrip(type, inArchive)).toEqual(inArchive);
      }),
    );
  });

  it.each(['123', 'null', '"quoted"', '{"not":"parsed"}', ''])('the JSON string %s', (text) => {
    expect(roundTrip('json', text)).toBe(text);
  });

  it.each(['123', 'null', '"quoted"', '{"not":"parsed"}', '', 'text'])(
    'the JSON string %s, as Strapi 4 keeps it',
    (text) => {
      expect(roundTrip('jsononce', text)).toBe(text);
      // MySQL's driver has parsed the column already.
      const given: unknown = JSON.parse(String(writerFor('jsonparsedonce')(text)));
      expect(readerFor('jsonparsedonce')(given)).toBe(text);
    },
  );

  it('a time with or without thousandths', () => {
    expect(roundTrip('time', '09:05:00.1')).toBe('09:05:00.100');
    expect(roundTrip('time', '23:59:59')).toBe('23:59:59.000');
  });
});

describe('a decimal read as text', () => {
  it.each([
    ['1.50', 1.5],
    ['-0.10', -0.1],
    ['100', 100],
    ['12345678.90', 12345678.9],
    ['0.0000001', 1e-7],
    ['12345678901234567.8912', '12345678901234567.8912'],
    ['12345678901234567.8900', '12345678901234567.89'],
  ])('%s', (text, value) => {
    expect(readerFor('decimal')(text)).toBe(value);
    expect(Number(writerFor('decimal')(value))).toBe(Number(text));
  });
});

describe('what a column can not hold is refused', () => {
  it.each([
    ['integer', 'seven'],
    ['float', {}],
    ['biginteger', '1.5'],
    ['datetime', 'yesterday'],
    ['date', '2024-13-45'],
    ['time', '25:00:00'],
  ])('%s %j', (type, value) => {
    expect(() => writerFor(type)(value)).toThrow('is not');
  });
});
