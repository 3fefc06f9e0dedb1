import { inChunks } from '../read-rows';
import { leaveOver } from './left-over';
import type { JsonWords, Piece, Quoting } from './words';

/** What of a better-sqlite3 connection is used. */
export interface JsonFunctionHost {
  function(
    name: string,
    options: { deterministic: boolean },
    call: (value: unknown) => string,
  ): unknown;
}

/** The SQL function that gives a value as JSON with all its digits; SQLite itself writes fewer. */
export const AS_JSON = 'lifeboat_json';

/** Until the end of the year 9999, after which a year has a sign and six digits. */
const LAST_PLAIN_MS = 253_402_300_799_999;

/** What the function does. Its source is handed to a thread, too: it knows nothing but its argument. */
export function asJson(value: unknown): string {
  // JSON has no infinity, but its readers make one of this.
  if (typeof value === 'number' && !Number.isFinite(value)) return value > 0 ? '1e999' : '-1e999';
  return JSON.stringify(value);
}

/** Gives a connection the function that {@link createSqliteWords} needs. */
export function addJsonFunction(connection: JsonFunctionHost): void {
  connection.function(AS_JSON, { deterministic: true }, asJson);
}

/**
 * SQLite keeps in a column whatever it is given. Each expression says itself what is common there and leaves the rest
 * over.
 */
export function createSqliteWords({ name, text }: Quoting): JsonWords {
  // Copies each text once; `||` grows it piece by piece.
  const format = (pieces: Piece[]): string => {
    const form = pieces.map((piece) =>
      typeof piece === 'string' ? piece.replaceAll('%', '%%') : '%s',
    );
    const values = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.sql]));
    return `printf(${[text(form.join('')), ...values].join(',')})`;
  };
  const concat = (pieces: Piece[]): string =>
    pieces.length <= ARGUMENTS
      ? format(pieces)
      : concat([...inChunks(pieces, ARGUMENTS)].map((some) => ({ sql: format(some) })));
  const expressions: Record<string, (column: string, inJs: string) => string> = {
    integer: ifInteger,
    increments: ifInteger,
    float: ifNumber,
    decimal: ifNumber,
    biginteger: (column, inJs) =>
      `case typeof(${column}) when 'integer' then '"'||${column}||'"' else ${inJs} end`,
    boolean: (column) => `case ${column} when 1 then 'true' when 0 then 'false' else 'null' end`,
    json: ifObject,
    blocks: ifObject,
    jsononce: ifObject,
    datetime: (column, inJs) =>
      `case when typeof(${column}) = 'integer' and ${column} between 0 and ${LAST_PLAIN_MS} ` +
      `then '"'||strftime('%Y-%m-%dT%H:%M:%S', ${column} / 1000, 'unixepoch')||` +
      `printf('.%03dZ"', ${column} % 1000) else ${inJs} end`,
    timestamp: (_column, inJs) => inJs,
    date: ifText,
    time: ifText,
  };
  return {
    name,
    text,
    concat,
    // An order in the function itself came with SQLite 3.44, which is younger than Strapi 4's.
    list: (expression, from, order) =>
      `select group_concat(item, ',') from (select ${expression} as item ${from} order by ${order})`,
    value(type, column) {
      const value = leaveOver({ concat }, type, `${AS_JSON}(${column})`);
      const inJs = `case when ${column} is null then 'null' else ${value} end`;
      return expressions[type]?.(column, inJs) ?? `json_quote(cast(${column} as text))`;
    },
    // Before 3.46 its parser has a hundred places for all that is open at once.
    namesQueries: true,
    // Without statistics it takes whichever index comes first, be it that of a column with two values.
    unindexed: (column) => `+${column}`,
  };
}

/** SQLite bounds how many a function may have (127 before its 3.48). */
const ARGUMENTS = 100;

function ifInteger(column: string, inJs: string): string {
  return `case typeof(${column}) when 'integer' then ${column} else ${inJs} end`;
}

function ifNumber(column: string, inJs: string): string {
  const whole = `cast(${column} as integer)`;
  return (
    `case when ${column} = ${whole} then ${whole} ` +
    `when typeof(${column}) = 'real' and abs(${column}) <= ${Number.MAX_VALUE} then ${AS_JSON}(${column}) else ${inJs} end`
  );
}

function ifObject(column: string, inJs: string): string {
  return (
    `case when json_valid(${column}) and json_type(${column}) in ('object', 'array') ` +
    `then json(${column}) else ${inJs} end`
  );
}

function ifText(column: string, inJs: string): string {
  return `case typeof(${column}) when 'text' then json_quote(${column}) else ${inJs} end`;
}
