import type { Site } from '../../support/site';

/** Squared, the steps that SQLite takes for each row: about a millisecond. */
const NUMBERS = 150;

/** Makes a site on SQLite take its time for each new tag, so that a restore can be caught on the way. */
export async function slowDownTags({ database }: Site): Promise<void> {
  await database.connected(async (connection) => {
    await connection.raw('CREATE TABLE slow_numbers (n integer)');
    const rows = Array.from({ length: NUMBERS }, (_, n) => ({ n }));
    await connection.batchInsert('slow_numbers', rows, 50);
    await connection.raw(
      `CREATE TRIGGER slow_tags AFTER INSERT ON tags BEGIN
         SELECT count(*) FROM slow_numbers a, slow_numbers b WHERE a.n + b.n < 0;
       END`,
    );
  });
}

/** Makes every restore of tags fail from now on. */
export async function refuseTags({ database }: Site): Promise<void> {
  await database.connected(async (connection) => {
    await connection.raw(
      `CREATE TRIGGER no_tags BEFORE INSERT ON tags BEGIN SELECT RAISE(ABORT, 'no more tags'); END`,
    );
  });
}
