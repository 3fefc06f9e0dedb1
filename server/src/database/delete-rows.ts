import { breathe } from './breathe';
import { groupBy } from './group-by';
import type { ComponentField, Models, RelationStorage, Trx } from './model';
import { type Row, inChunks } from './read-rows';

/** Few enough for SQLite to be done within a moment, on whose thread the server answers. */
const BATCH = 1000;

/** Deletes all rows of a table, a batch at a time. */
export async function emptyTable(trx: Trx, table: string): Promise<void> {
  for (;;) {
    const [last] = (await trx(table).orderBy('id').offset(BATCH).limit(1).pluck('id')) as number[];
    const rows = trx(table);
    await (last === undefined ? rows.delete() : rows.where('id', '<', last).delete());
    await breathe();
    if (last === undefined) return;
  }
}

/**
 * Deletes all rows of a type. What hangs on them in join tables goes first: following foreign keys row by row takes
 * the database longer.
 */
export async function deleteType(trx: Trx, models: Models, uid: string): Promise<void> {
  const { table, components, relations } = models.need(uid);
  const joins = new Set(components.map(({ joinTable }) => joinTable));
  for (const { storage } of relations) if ('table' in storage) joins.add(storage.table);
  for (const join of joins) await emptyTable(trx, join);
  await emptyTable(trx, table);
}

type Rows = ReturnType<Trx>;

type ToAnyType = Extract<RelationStorage, { in: 'morphTable' | 'morphColumns' }>;

/** Forgets what relations to any type have noted of rows that go. */
export interface Pointers {
  toTypes(uids: string[]): Promise<void>;
  toRows(uid: string, ids: number[]): Promise<void>;
}

/**
 * No foreign key stands behind a relation to any type: left alone, it would point at whichever row gets the id next.
 * @param owners the types and components whose relations stay
 */
export function createPointers(trx: Trx, models: Models, owners: string[]): Pointers {
  const places = owners.flatMap((uid) => {
    const { table, relations } = models.need(uid);
    return relations
      .map(({ storage }) => storage)
      .filter((storage): storage is ToAnyType => storage.in.startsWith('morph'))
      .map((storage) => ({ owner: table, ...storage }));
  });
  return {
    async toTypes(uids) {
      for (const place of places) {
        for (const some of inChunks(uids)) {
          await forget(trx, place, (rows) => rows.whereIn(place.typeColumn, some));
        }
      }
    },
    async toRows(uid, ids) {
      for (const place of places) {
        await forget(trx, place, (rows) =>
          rows.where(place.typeColumn, uid).whereIn(place.idColumn, ids),
        );
      }
    },
  };
}

async function forget(
  trx: Trx,
  place: ToAnyType & { owner: string },
  of: (rows: Rows) => Rows,
): Promise<void> {
  const table = place.in === 'morphTable' ? place.table : place.owner;
  for (;;) {
    const ids = (await of(trx(table)).limit(BATCH).pluck('id')) as number[];
    const rows = trx(table).whereIn('id', ids);
    if (place.in === 'morphTable') await rows.delete();
    else await rows.update({ [place.idColumn]: null, [place.typeColumn]: null });
    await breathe();
    if (ids.length < BATCH) return;
  }
}

/**
 * Deletes the components that hang on any row of a type, and theirs, but for those whose tables are emptied anyway.
 * A component does not know its owner, so no foreign key does it.
 */
export async function deleteComponentsOf(
  trx: Trx,
  models: Models,
  uid: string,
  emptied: Set<string>,
  pointers: Pointers,
): Promise<void> {
  const { table } = models.need(uid);
  if (fieldsThatStay(models, uid, emptied).length === 0) return;
  let lastId = 0;
  for (;;) {
    const query = trx(table).where('id', '>', lastId).orderBy('id').limit(BATCH);
    const owners = (await query.pluck('id')) as number[];
    await deleteComponentsOfRows(trx, models, uid, owners, emptied, pointers);
    if (owners.length < BATCH) return;
    lastId = owners.at(-1)!;
  }
}

async function deleteComponentsOfRows(
  trx: Trx,
  models: Models,
  uid: string,
  owners: number[],
  emptied: Set<string>,
  pointers: Pointers,
): Promise<void> {
  const fields = fieldsThatStay(models, uid, emptied);
  // All fields of a type share one table.
  const joins = new Map(fields.map(({ joinTable, joinColumns }) => [joinTable, joinColumns]));
  for (const [joinTable, columns] of joins) {
    const query = trx(joinTable).whereIn(columns.owner, owners);
    const rows = (await query.select(columns.type, columns.component)) as Row[];
    for (const [type, ofType] of groupBy(rows, (row) => row[columns.type] as string)) {
      // A component that has left the code may still stand in a dynamic zone.
      if (emptied.has(type) || !models.get(type)) continue;
      const ids = ofType.map((row) => row[columns.component] as number);
      for (const some of inChunks(ids)) {
        await deleteComponentsOfRows(trx, models, type, some, emptied, pointers);
        await pointers.toRows(type, some);
        await trx(models.need(type).table).whereIn('id', some).delete();
        await breathe();
      }
    }
  }
}

/** The component fields of a type whose rows do not go with their whole table. */
function fieldsThatStay(models: Models, uid: string, emptied: Set<string>): ComponentField[] {
  return models.need(uid).components.filter(({ uids }) => !uids.every((type) => emptied.has(type)));
}
