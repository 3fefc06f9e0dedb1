import { createHash } from 'node:crypto';
import { breathe } from '../database/breathe';
import type { Models, Trx } from '../database/model';
import { type IdRange, createIdRanges } from './id-ranges';

export const USER_UID = 'plugin::users-permissions.user';

/** Whose an id is. */
export interface Account {
  id: number;
  /** 48 bits of a hash: enough to tell two people apart. */
  mark: number;
}

/** Accounts by ascending id: two numbers each, so that a million take 16 MB. */
export interface Accounts {
  ids: number[];
  marks: number[];
}

/** What says who somebody is; Strapi 4 has no `documentId`. */
const IDENTITY = ['documentId', 'email', 'username'];
const PAGE = 1000;

/** The end users as they are in the transaction, by ascending id. */
export async function* readAccounts(trx: Trx, models: Models): AsyncGenerator<Account> {
  const { table, attributeOf } = models.need(USER_UID);
  const columns = Object.keys(attributeOf).filter((name) => IDENTITY.includes(attributeOf[name]!));
  let lastId = 0;
  for (;;) {
    const query = trx(table).where('id', '>', lastId).orderBy('id').limit(PAGE);
    const rows = (await query.select('id', ...columns)) as ({ id: number } & Row)[];
    for (const row of rows) yield { id: row.id, mark: markOf(columns.map((name) => row[name])) };
    if (rows.length < PAGE) return;
    lastId = rows.at(-1)!.id;
    await breathe();
  }
}

type Row = Record<string, unknown>;

function markOf(identity: unknown[]): number {
  return createHash('sha256').update(JSON.stringify(identity)).digest().readUIntBE(0, 6);
}

export async function noteAccounts(accounts: AsyncIterable<Account>): Promise<Accounts> {
  const noted: Accounts = { ids: [], marks: [] };
  for await (const { id, mark } of accounts) {
    noted.ids.push(id);
    noted.marks.push(mark);
  }
  return noted;
}

/**
 * The ids under which somebody else stands now, or somebody where nobody stood before: that id may have been taken
 * earlier still, by an account that was deleted. Ids under which nobody stands any more count too, in case they are given anew.
 */
export async function changedIds(
  before: Accounts,
  after: AsyncIterable<Account>,
  maxRanges?: number,
): Promise<IdRange[]> {
  const ranges = createIdRanges(maxRanges);
  let next = 0;
  const addGone = (below: number): void => {
    for (; next < before.ids.length && before.ids[next]! < below; next += 1) {
      ranges.add(before.ids[next]!);
    }
  };
  for await (const { id, mark } of after) {
    addGone(id);
    const known = before.ids[next] === id;
    if (known && before.marks[next] === mark) ranges.leaveOut();
    else ranges.add(id);
    if (known) next += 1;
  }
  addGone(Infinity);
  return ranges.list;
}
