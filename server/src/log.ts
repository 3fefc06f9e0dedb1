import type { Core } from '@strapi/types';
import { framesOf, ownWords } from './database/own-words';
import { LifeboatError } from './errors';

/** What a person is told ends with "the log says why"; this is where it says so, with the cause's own words. */
export function logFailure(strapi: Core.Strapi, error: LifeboatError): void {
  const cause = error.cause === undefined ? '' : `\n${describe(error.cause)}`;
  strapi.log.error(`[lifeboat] ${error.message}${cause}`);
}

const CODES = ['code', 'errno', 'syscall', 'path', 'table', 'column', 'constraint'] as const;

/** An error with where it came from and what caused it; none of its other fields, since a database puts rows into them. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  const fields = error as Partial<Record<(typeof CODES)[number], unknown>>;
  const codes = CODES.filter((name) => ['string', 'number'].includes(typeof fields[name]));
  const head = [
    inOneLine(error),
    codes.length > 0 && `(${codes.map((name) => `${name} ${String(fields[name])}`).join(', ')})`,
  ];
  const lines = [head.filter(Boolean).join(' '), ...framesOf(error)];
  const causes = error instanceof AggregateError ? error.errors : [error.cause];
  for (const cause of causes) {
    if (cause !== undefined) lines.push(`caused by ${describe(cause)}`);
  }
  return lines.join('\n');
}

/** The short form, for what is only a warning. */
export function inOneLine(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error;
  // `JSON.parse` quotes what it could not read.
  if (error instanceof SyntaxError) return error.name;
  return `${error.name}: ${isOfDatabase(error) ? ownWords(error) : error.message}`;
}

/** Drivers tell an SQL state, knex's own errors and SQLite's only a code of their own. */
function isOfDatabase(error: Error): boolean {
  if (error instanceof LifeboatError) return false;
  const { code, sqlState, severity } = error as {
    code?: unknown;
    sqlState?: unknown;
    severity?: unknown;
  };
  return (
    sqlState !== undefined ||
    severity !== undefined ||
    (typeof code === 'string' && code.startsWith('SQLITE_'))
  );
}
