/**
 * What may be told of a database's error, in the log or anywhere: the database's own code and words. knex puts the
 * statement before them with every value in it, drivers add the statement or the row beside them, and a restore's
 * statements hold whole rows: password hashes, tokens, what people wrote.
 */
interface DatabaseError extends Error {
  code?: unknown;
  /** Of mysql2: the words before knex added to them. */
  sqlMessage?: unknown;
}

/** Fields in which drivers put the statement or values of the row (`pg-protocol` DatabaseError, mysql2 errors). */
const TELLING = ['sql', 'parameters', 'detail', 'hint', 'where', 'internalQuery'] as const;

/** Takes the statement and its values out of an error of knex's, before anybody else gets to see it. */
export function keepOwnWords(error: Error): void {
  const words = ownWords(error);
  const frames = framesOf(error);
  for (const field of TELLING) Reflect.deleteProperty(error, field);
  if ('sqlMessage' in error) error.sqlMessage = words;
  error.message = words;
  cleaned.add(error);
  error.stack = [`${error.name}: ${words}`, ...frames].join('\n');
}

/** The lines of an error's stack that say where, without those that say what. */
export function framesOf({ stack = '' }: Error): string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}

const cleaned = new WeakSet<Error>();

/** The database's words, without the values that it quotes. */
export function ownWords(error: Error): string {
  if (cleaned.has(error)) return error.message;
  const { sqlMessage } = error as DatabaseError;
  return withoutValues(typeof sqlMessage === 'string' ? sqlMessage : afterStatement(error));
}

/** knex: the statement, ` - `, the words. */
function afterStatement({ message, stack = '' }: Error): string {
  // A stack that was asked for before knex got the error begins with the words alone.
  const [head = ''] = stack.split(/\n\s+at /);
  const words = head.slice(head.indexOf(': ') + 2);
  if (words && message.endsWith(` - ${words}`)) return words;
  const at = message.lastIndexOf(' - ');
  if (at < 0) return message;
  const last = message.slice(at + 3);
  // Cut in the middle of a value that has a dash in it.
  return (last.match(/["']/g) ?? []).length % 2 === 0 ? last : HIDDEN;
}

const HIDDEN = '…';
/** Names of tables and columns; a value may look like one, which is why {@link QUOTED_VALUES} come first. */
const NAME = /^[\w.]{1,64}$/;

/** Where databases quote a value, which may hold quotes itself. */
const QUOTED_VALUES: [RegExp, string][] = [
  // MySQL 1062, 1366, 1292.
  [/entry '.*' for key/s, `entry ${HIDDEN} for key`],
  [/value: '.*' for/s, `value: ${HIDDEN} for`],
  [/(value|string) '.*' (for|at)/s, `$1 ${HIDDEN} $2`],
  // PostgreSQL 22P02, 22003, 22007, 22008.
  [/value ".*" is out of range/s, `value ${HIDDEN} is out of range`],
  [/: ".*$/s, `: ${HIDDEN}`],
];

function withoutValues(words: string): string {
  const hidden = QUOTED_VALUES.reduce((text, [value, told]) => text.replace(value, told), words);
  return hidden.replace(/(["'`])([^"'`]*)\1/g, (quoted, _mark, inner: string) =>
    NAME.test(inner) ? quoted : HIDDEN,
  );
}
