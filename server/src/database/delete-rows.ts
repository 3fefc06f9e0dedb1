import type { Core } from '@strapi/types';
import { breathe } from './breathe';
import { type ComponentLink, type Trx, componentLinks, tableOf } from './tables';

/** Few enough for every database's limit of parameters, and for SQLite to answer at once. */
const BATCH = 200;

/**
 * Deletes all rows of a type, with the components in them. Join tables follow by their foreign keys; the rows of
 * components do not, since a component does not know its owner.
 */
export async function deleteAllRows(strapi: Core.Strapi, trx: Trx, uid: string): Promise<void> {
  const table = tableOf(strapi, uid);
  for (;;) {
    const ids = (await trx(table).orderBy('id').limit(BATCH).pluck('id')) as number[];
    if (ids.length === 0) return;
    await deleteComponents(strapi, trx, uid, ids);
    await trx(table).whereIn('id', ids).delete();
    await breathe();
  }
}

async function deleteComponents(
  strapi: Core.Strapi,
  trx: Trx,
  uid: string,
  owners: number[],
): Promise<void> {
  for (const link of componentLinks(strapi, uid)) {
    for (const [component, ids] of await componentsOf(trx, link, owners)) {
      // A type that has left the code may still stand in a dynamic zone.
      if (!strapi.db.metadata.has(component)) continue;
      for (let at = 0; at < ids.length; at += BATCH) {
        const batch = ids.slice(at, at + BATCH);
        await deleteComponents(strapi, trx, component, batch);
        await trx(tableOf(strapi, component)).whereIn('id', batch).delete();
        await breathe();
      }
    }
  }
}

/** @returns the ids of the components that hang on these owners, by type */
async function componentsOf(
  trx: Trx,
  { table, ownerColumn, componentColumn, field, component }: ComponentLink,
  owners: number[],
): Promise<Map<string, number[]>> {
  const columns = {
    id: componentColumn,
    ...('uid' in component ? {} : { uid: component.typeColumn }),
  };
  const rows = (await trx(table)
    .select(columns)
    .whereIn(ownerColumn, owners)
    .andWhere('field', field)) as { id: number; uid?: string }[];
  const ids = new Map<string, number[]>();
  for (const row of rows) {
    const uid = 'uid' in component ? component.uid : row.uid!;
    ids.set(uid, [...(ids.get(uid) ?? []), row.id]);
  }
  return ids;
}
