import fc from 'fast-check';
import type { Attribute } from './archive-records';

/** varchar(255), in characters. */
const STRING_LENGTH = 255;

/** Texts that something on the way may take for something else. */
const DELICATE_TEXTS = [
  '',
  ' ',
  ' spaces at both ends ',
  `'; DROP TABLE articles; --`,
  `"double", 'single', \`back\` and \\back\\slashes\\`,
  'null',
  'true',
  '0',
  '1e3',
  '[1]',
  '{"a":1}',
  '? ?? :name $1 ${x} %s % _',
  'e\u0301 is not \u00e9',
  'שלום \u200fעולם, مرحبا',
  '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 𠮷',
  'line\nline\r\nline\u2028line\u2029line\ttab',
  '\ufeffbyte order mark',
  '\u0001\u001b\u007f\u0085',
  '<script>alert("&amp;")</script>',
];

/** The JSON texts that Strapi would take for the value that they spell. */
const SPELLED_VALUES = ['123', '1.50', 'true', 'null', '{"a":1}', '[]', '"quoted"', '""', '\\"'];

const BCRYPT = '$2a$10$eoEg55XbL.uh6D.NhL..purVwmH0PgumlksTi.Tk19jyb2Et.5PcW';

/** Any text of up to `max` characters, but for \u0000, which PostgreSQL can't hold at all. */
function text(max: number): fc.Arbitrary<string> {
  return fc
    .oneof(
      { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
      { weight: 2, arbitrary: fc.constantFrom(...DELICATE_TEXTS) },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: max, maxLength: max }) },
    )
    .map((value) => firstCharacters(value.replaceAll('\0', ''), max));
}

export function firstCharacters(value: string, max: number): string {
  return [...value].slice(0, max).join('');
}

const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.oneof(
      fc.constantFrom(null, true, false, 0, ...SPELLED_VALUES),
      text(60),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      // An object of ours would lose it before any archive is made.
      text(20).filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

const textNode = fc.record(
  {
    type: fc.constant('text'),
    text: text(120),
    bold: fc.boolean(),
    italic: fc.boolean(),
    code: fc.boolean(),
  },
  { requiredKeys: ['type', 'text'] },
);
const textNodes = fc.array(textNode, { minLength: 1, maxLength: 3 });
const blocks = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('paragraph'), children: textNodes }),
    fc.record({
      type: fc.constant('heading'),
      level: fc.integer({ min: 1, max: 6 }),
      children: textNodes,
    }),
    fc.record({
      type: fc.constant('list'),
      format: fc.constantFrom('ordered', 'unordered'),
      children: fc.array(fc.record({ type: fc.constant('list-item'), children: textNodes }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    fc.record({ type: fc.constantFrom('quote', 'code'), children: textNodes }),
  ),
  { maxLength: 4 },
);

/** What MariaDB's DATETIME can hold; PostgreSQL and SQLite hold more. */
const moment = fc
  .date({
    min: new Date('1000-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());

/** decimal(10, 2); SQLite would hold more. */
const decimal = fc.integer({ min: 1 - 10 ** 10, max: 10 ** 10 - 1 }).map((cents) => cents / 100);

/** As far from zero as MariaDB's DOUBLE must be. */
const float = fc
  .double({ min: -1e300, max: 1e300, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-300 ? 0 : value));

const bigInteger = fc
  .oneof(
    fc.constantFrom(0n, -1n, 2n ** 53n + 1n, -(2n ** 53n) - 1n, 2n ** 63n - 1n, -(2n ** 63n)),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  )
  .map(String);

/** Any value that a field of this kind can have, `null` included where it may be empty. Not for components. */
export function valueFor(attribute: Attribute): fc.Arbitrary<unknown> {
  const value = filledValue(attribute);
  return attribute.required ? value : fc.option(value, { freq: 4 });
}

function filledValue({ type, maxLength, min, enum: words }: Attribute): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return text(maxLength ?? STRING_LENGTH);
    case 'text':
    case 'richtext':
      return text(3000);
    case 'uid':
      return fc.stringMatching(/^[A-Za-z0-9._~-]{1,60}$/);
    case 'email':
      return fc.emailAddress();
    case 'password':
      return fc.constant(BCRYPT);
    case 'enumeration':
      return fc.constantFrom(...words!);
    case 'blocks':
      return blocks;
    case 'json':
      return json;
    case 'decimal':
      return decimal;
    case 'float':
      return float;
    case 'biginteger':
      return bigInteger;
    case 'integer':
      return fc.integer({ min });
    case 'boolean':
      return fc.boolean();
    case 'datetime':
      return moment;
    case 'date':
      return moment.map((iso) => iso.slice(0, 10));
    case 'time':
      return moment.map((iso) => iso.slice(11, 23));
    default:
      throw new Error(`Nothing is generated for fields of type ${type} yet`);
  }
}
