import type { Db, Dialect, Trx } from '../model';

/** What a database's driver makes of a datetime's text. */
export type ToDate = (text: string) => unknown;

export function driverDates(dialect: Dialect, { client }: Db | Trx): ToDate {
  if (dialect === 'sqlite') return (text) => text;
  if (dialect === 'postgres') {
    const { types } = client.driver;
    return types.getTypeParser(types.builtins.TIMESTAMP);
  }
  const { timezone = 'local' } = client.connectionSettings as { timezone?: string };
  return (text) => new Date(timezone === 'local' ? text : `${text}${timezone}`);
}

/**
 * Whether a driver takes datetimes for UTC, so that a database can write them itself. Nobody says so: the driver may go by
 * the process's time zone. Hence a look at each month of the years in which zones have changed.
 */
export function readsAsUtc(toDate: ToDate): boolean {
  for (let month = 0; month < MONTHS; month += 1) {
    const iso = new Date(Date.UTC(FIRST_YEAR, month, 15, 12, 34, 56, 789)).toISOString();
    const date = toDate(iso.slice(0, -1).replace('T', ' '));
    if (!(date instanceof Date) || date.getTime() !== Date.parse(iso)) return false;
  }
  return true;
}

const FIRST_YEAR = 1900;
const MONTHS = 12 * 200;
