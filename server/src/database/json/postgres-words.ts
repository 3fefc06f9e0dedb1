import { inHalves } from './in-halves';
import { EXACT_CHARACTERS, leaveOver } from './left-over';
import { type DriverFacts, type JsonWords, type Piece, type Quoting, expressionsOf } from './words';

export function createPostgresWords({ name, text }: Quoting, { isUtc }: DriverFacts): JsonWords {
  const concat = (pieces: Piece[]): string =>
    inHalves(expressionsOf(pieces, text), (left, right) => `(${left}||${right})`);
  const orNull = (json: string): string => `coalesce(${json}, 'null')`;
  const quoted = (column: string): string => `to_json(${column}::text)::text`;
  const inJs = (type: string, column: string): string =>
    orNull(leaveOver({ concat }, type, quoted(column)));

  const plain = (column: string): string => orNull(`${column}::text`);
  const json =
    (type: string) =>
    (column: string): string =>
      `case when jsonb_typeof(${column}::jsonb) in ('object', 'array') then ${column}::jsonb::text ` +
      `else ${inJs(type, column)} end`;
  /** Years of more or fewer digits a driver reads in ways of its own, and so it does what has a time zone. */
  const utc = (column: string): string =>
    `case when ${column} >= '1000-01-01' and ${column} < '10000-01-01' ` +
    `and pg_typeof(${column}) = 'timestamp'::regtype ` +
    `then '"'||to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')||'"' ` +
    `else ${inJs('datetime', column)} end`;
  const expressions: Record<string, (column: string) => string> = {
    integer: plain,
    increments: plain,
    boolean: plain,
    float: (column) =>
      `case when ${column}::text in ('NaN', 'Infinity', '-Infinity') then 'null' else ${plain(column)} end`,
    decimal: (column) =>
      `case when length(${column}::text) <= ${EXACT_CHARACTERS} and ${column}::text <> 'NaN' ` +
      `then ${column}::text else ${inJs('decimal', column)} end`,
    biginteger: (column) => orNull(`('"'||${column}::text||'"')`),
    json: json('json'),
    blocks: json('blocks'),
    jsononce: json('jsononce'),
    datetime: (column) => (isUtc ? utc(column) : inJs('datetime', column)),
    timestamp: (column) => inJs('timestamp', column),
  };
  return {
    name,
    text,
    concat,
    list: (expression, from, order) =>
      `select string_agg(${expression}, ',' order by ${order}) ${from}`,
    value: (type, column) => expressions[type]?.(column) ?? orNull(quoted(column)),
    namesQueries: false,
    unindexed: (column) => `(${column}||'')`,
  };
}
