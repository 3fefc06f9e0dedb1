import type { Inserter } from '../../database/insert-rows';
import type { Models, RelationStorage, Trx } from '../../database/model';
import { updateColumn } from '../../database/update-rows';
import type { ColumnValue } from '../../database/values';
import type { Link } from './read-links';
import type { RestoredRows } from './restored-rows';
import { createRowBatch } from './row-batch';

const MAX_ROWS = 4000;

export interface LinkWriter {
  /** Takes a link. @returns whether it is time to {@link flush} */
  add(link: Link): boolean;
  /** Writes what waits. */
  flush(inserter: Inserter, trx: Trx): Promise<void>;
  /** Tables that got rows. */
  readonly tables: ReadonlySet<string>;
  /** Links left out because a row at one end was not in the archive, and because this site has no such relation. */
  readonly leftOut: { missingRow: number; unknownRelation: number };
}

/** Turns link lines into rows of join tables, or into values of the columns that point. */
export function createLinkWriter(models: Models, restored: RestoredRows): LinkWriter {
  const batch = createRowBatch();
  const pointers = createPointers();
  const relations = new Map<string, RelationStorage | undefined>();
  const tables = new Set<string>();
  const leftOut = { missingRow: 0, unknownRelation: 0 };

  function storageOf(uid: string, attribute: string): RelationStorage | undefined {
    const key = `${uid} ${attribute}`;
    if (!relations.has(key)) {
      const owned = models.get(uid)?.relations;
      relations.set(key, owned?.find((relation) => relation.attribute === attribute)?.storage);
    }
    return relations.get(key);
  }

  function addLink({ left, right }: Link): void {
    const storage = storageOf(left.type, left.field ?? '');
    if (!storage) {
      leftOut.unknownRelation += 1;
      return;
    }
    // Mirrors the document id, which the row has already.
    if (storage.in === 'column' && storage.referencedColumn !== 'id') return;
    if (!restored.has(left.type, left.ref) || !restored.has(right.type, right.ref)) {
      leftOut.missingRow += 1;
      return;
    }
    const owner = restored.idHere(left.type, left.ref);
    const target = restored.idHere(right.type, right.ref);
    switch (storage.in) {
      case 'joinTable': {
        const columns = [storage.ownerColumn, storage.targetColumn];
        const row: ColumnValue[] = [owner, target];
        if (storage.targetOrder) {
          columns.push(storage.targetOrder);
          row.push(left.pos ?? null);
        }
        if (storage.ownerOrder) {
          columns.push(storage.ownerOrder);
          row.push(right.pos ?? null);
        }
        batch.add('join', storage.table, columns, row);
        tables.add(storage.table);
        return;
      }
      case 'morphTable': {
        const { table, ownerColumn, idColumn, typeColumn } = storage;
        const columns = [ownerColumn, idColumn, typeColumn, 'field', 'order'];
        const row = [owner, target, right.type, right.field ?? null, right.pos ?? null];
        batch.add('join', table, columns, row);
        tables.add(table);
        return;
      }
      case 'column':
        pointers.set(models.need(left.type).table, storage.column, owner, target);
        return;
      case 'morphColumns': {
        const { table } = models.need(left.type);
        pointers.set(table, storage.idColumn, owner, target);
        pointers.set(table, storage.typeColumn, owner, right.type);
      }
    }
  }

  return {
    tables,
    leftOut,
    add(link) {
      addLink(link);
      return batch.size.rows + pointers.size >= MAX_ROWS;
    },
    async flush(inserter, trx) {
      await batch.write(inserter);
      await pointers.write(trx);
    },
  };
}

/** Columns of rows that are there already, and what they are to point at. */
function createPointers() {
  const columns = new Map<
    string,
    { table: string; column: string; values: Map<number, ColumnValue> }
  >();
  let size = 0;
  return {
    get size() {
      return size;
    },
    set(table: string, column: string, id: number, value: ColumnValue): void {
      const key = `${table} ${column}`;
      const entry = columns.get(key) ?? { table, column, values: new Map<number, ColumnValue>() };
      columns.set(key, entry);
      entry.values.set(id, value);
      size += 1;
    },
    async write(trx: Trx): Promise<void> {
      const waiting = [...columns.values()];
      columns.clear();
      size = 0;
      for (const { table, column, values } of waiting)
        await updateColumn(trx, table, column, values);
    },
  };
}
