import { readerFor } from '../values';
import { inHalves } from './in-halves';
import type { JsonWords, Quoting } from './words';

/** What of a better-sqlite3 connection is used. */
export interface JsonFunctionHost {
  function(
    name: string,
    options: { deterministic: boolean },
    call: (type: string, value: unknown) => string,
  ): unknown;
}

/** The SQL function that reads a value in JavaScript. */
const READ = 'lifeboat_json';

/** Until the end of the year 9999, after which a year has a sign and six digits. */
const LAST_PLAIN_MS = 253_402_300_799_999;

/** Gives a connection the function that {@link createSqliteWords} needs. */
export function addJsonFunction(connection: JsonFunctionHost): void {
  connection.function(READ, { deterministic: true }, (type, value) =>
    // JSON knows neither undefined nor what is not a number.
    JSON.stringify(value === null ? null : (readerFor(type)(value) ?? null)),
  );
}

/**
 * SQLite keeps in a column whatever it is given. Each expression says itself what is common there and leaves the rest
 * to JavaScript.
 */
export function createSqliteWords({ name, text }: Quoting): JsonWords {
  const expressions: Record<string, (column: string, inJs: string) => string> = {
    integer: ifInteger,
    increments: ifInteger,
    float: ifWhole,
    decimal: ifWhole,
    biginteger: (column, inJs) =>
      `case typeof(${column}) when 'integer' then '"'||${column}||'"' else ${inJs} end`,
    boolean: (column) => `case ${column} when 1 then 'true' when 0 then 'false' else 'null' end`,
    json: ifObject,
    blocks: ifObject,
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
    // SQLite bounds how deep an expression may be.
    concat: (parts) => inHalves(parts, (left, right) => `(${left}||${right})`),
    list: (expression, order) => `group_concat(${expression}, ',' order by ${order})`,
    value(type, column) {
      const inJs = `${READ}('${type}', ${column})`;
      return expressions[type]?.(column, inJs) ?? `json_quote(cast(${column} as text))`;
    },
    // Without statistics it takes whichever index comes first, be it that of a column with two values.
    unindexed: (column) => `+${column}`,
  };
}

function ifInteger(column: string, inJs: string): string {
  return `case typeof(${column}) when 'integer' then ${column} else ${inJs} end`;
}

/** Of other numbers SQLite writes fewer digits than they have. */
function ifWhole(column: string, inJs: string): string {
  const whole = `cast(${column} as integer)`;
  return `case when ${column} = ${whole} then ${whole} else ${inJs} end`;
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
