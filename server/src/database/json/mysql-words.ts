import { EXACT_CHARACTERS, TOO_LARGE, leaveOver } from './left-over';
import { type DriverFacts, type JsonWords, type Piece, type Quoting, expressionsOf } from './words';

/** MySQL and MariaDB. */
export function createMysqlWords({ name, text }: Quoting, { isUtc }: DriverFacts): JsonWords {
  const orNull = (json: string): string => `coalesce(${json}, 'null')`;
  // Beyond max_allowed_packet they make null of a text, and go on.
  const concat = (pieces: Piece[]): string =>
    `coalesce(concat(${expressionsOf(pieces, text).join(', ')}), ${text(TOO_LARGE)})`;
  const unlessNull = (column: string, json: string): string =>
    `case when ${column} is null then 'null' else ${json} end`;
  const inJs = (type: string, column: string, json: string): string =>
    unlessNull(column, leaveOver({ concat }, type, json));

  const plain = (column: string): string => orNull(column);
  const quoted = (column: string): string => orNull(`json_quote(cast(${column} as char))`);
  const date = (type: string) => (column: string) =>
    inJs(type, column, `date_format(${column}, '"%Y-%m-%dT%H:%i:%s.%f"')`);
  /** What is no date, which a server may have, a driver reads in ways of its own. */
  const utc = (column: string): string =>
    `case when year(${column}) >= 1000 and dayofmonth(${column}) <= dayofmonth(last_day(${column})) ` +
    `then concat(left(date_format(${column}, '"%Y-%m-%dT%H:%i:%s.%f'), 24), 'Z"') ` +
    `else ${date('datetime')(column)} end`;
  const json =
    (type: string) =>
    (column: string): string => {
      // MariaDB keeps JSON as text, which its driver does not parse.
      const asDriverGivesIt = `if(version() like '%MariaDB%', json_quote(${column}), ${column})`;
      return (
        `case when left(${column}, 1) in ('{', '[') then ${column} ` +
        `else ${inJs(type, column, asDriverGivesIt)} end`
      );
    };
  const expressions: Record<string, (column: string) => string> = {
    integer: plain,
    increments: plain,
    float: plain,
    boolean: (column) => unlessNull(column, `case when ${column} = 1 then 'true' else 'false' end`),
    decimal: (column) =>
      `case when length(${column}) <= ${EXACT_CHARACTERS} then ${column} ` +
      `else ${inJs('decimal', column, `concat('"', ${column}, '"')`)} end`,
    biginteger: (column) => orNull(`concat('"', ${column}, '"')`),
    json: json('json'),
    blocks: json('blocks'),
    jsononce: json('jsononce'),
    jsonparsedonce: json('jsonparsedonce'),
    datetime: isUtc ? utc : date('datetime'),
    timestamp: date('timestamp'),
    date: quoted,
    time: quoted,
  };
  return {
    name,
    text,
    concat,
    list: (expression, from, order) =>
      `select group_concat(${expression} order by ${order} separator ',') ${from}`,
    value: (type, column) => expressions[type]?.(column) ?? orNull(`json_quote(${column})`),
    namesQueries: false,
    unindexed: (column) => `concat(${column})`,
  };
}
