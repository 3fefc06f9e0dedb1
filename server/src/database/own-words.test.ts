import { describe, expect, it } from 'vitest';
import { keepOwnWords, ownWords } from './own-words';

const SQL = 'insert into "up_users" ("password") values (\'$2a$10$secret - hash\')';

/** As knex leaves an error of a driver's. */
function ofKnex(words: string, fields: object = {}): Error {
  const error = Object.assign(new Error(words), fields);
  // Node writes it when it is asked for.
  void error.stack;
  error.message = `${SQL} - ${words}`;
  return error;
}

describe('keepOwnWords', () => {
  it.each([
    ['of PostgreSQL', ofKnex('value too long', { code: '22001', detail: 'Failing row: secret' })],
    ['of MySQL', ofKnex('Data too long', { sql: SQL, sqlMessage: 'Data too long' })],
    ['of SQLite', ofKnex('UNIQUE constraint failed: up_users.id', { code: 'SQLITE_CONSTRAINT' })],
  ])('leaves neither statement nor row in an error %s', (_whose, error) => {
    keepOwnWords(error);
    const all = [error.message, error.stack, String(error), JSON.stringify(error)].join('\n');
    expect(all).not.toContain('secret');
    expect(all).not.toContain('insert');
    expect(error.message).toMatch(/too long|UNIQUE constraint failed: up_users\.id/);
    expect(error.stack).toContain('own-words.test.ts');
  });
});

describe('ownWords', () => {
  it.each([
    ["Duplicate entry 'it's - secret' for key 'up_users.email'", "'up_users.email'"],
    [
      "Incorrect string value: '\\xF0secret' for column `db`.`tags`.`name` at row 3",
      '`db`.`tags`.`name`',
    ],
    ["Incorrect integer value: 'secret' for column 'age' at row 1", "'age'"],
    ['invalid input syntax for type integer: "a - secret"', 'type integer'],
    ['value "secret" is out of range for type integer', 'out of range'],
    ['null value in column "name" of relation "tags" violates not-null constraint', '"tags"'],
    ['something new about "$2a$10/secret"', 'something new'],
  ])('keeps names and hides values: %s', (words, kept) => {
    expect(ownWords(ofKnex(words))).toContain(kept);
    for (const stack of ['kept', undefined]) {
      const [untouched, ofKnexs] = [new Error(words), ofKnex(words)];
      if (!stack) untouched.stack = ofKnexs.stack = stack;
      expect(ownWords(untouched)).not.toContain('secret');
      expect(ownWords(ofKnexs)).not.toContain('secret');
    }
  });

  it('takes what comes last where nothing else tells the words', () => {
    const error = ofKnex('value too long');
    for (const stack of [undefined, `Error: ${error.message}\n    at x`]) {
      error.stack = stack;
      expect(ownWords(error)).toBe('value too long');
    }
  });
});
