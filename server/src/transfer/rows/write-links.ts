import type { Models, RelationStorage, Trx } from '../../database/model';
import type { RowSink } from '../../database/row-sink';
import { updateColumn } from '../../database/update-rows';
import type { ColumnValue } from '../../database/values';
import type { Link } from './read-links';
import type { RestoredRows } from './restored-rows';

const MAX_POINTERS = 1000;

export interface LinkWriter {
  /** Gives a link's row to the sink, or keeps what it has to tell a row that is there already. */
  add(link: Link, sink: RowSink): void;
  /** Whether it is time to {@link flush}. */
  isFull(): boolean;
  /** Tells rows that are there already. */
  flush(trx: Trx): Promise<void>;
  /** Links left out because a row at one end was not in the archive, and because this site has no such relation. */
  readonly leftOut: { missingRow: number; unknownRelation: number };
}

/** Turns link lines into rows of join tables, or into values of the columns that point. */
export function createLinkWriter(models: Models, restored: RestoredRows): LinkWriter {
  const pointers = createPointers();
  const relations = new Map<string, RelationStorage>();
  const leftOut = { missingRow: 0, unknownRelation: 0 };

  function storageOf(uid: string, attribute: string): RelationStorage | undefined {
    const key = `${uid} ${attribute}`;
    const known = relations.get(key);
    if (known) return known;
    const owned = models.get(uid)?.relations;
    const storage = owned?.find((relation) => relation.attribute === attribute)?.storage;
    // Only what this site has is kept: an archive may name any number of others.
    if (storage) relations.set(key, storage);
    return storage;
  }

  function addLink({ left, right }: Link, sink: RowSink): void {
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
        sink.add('join', storage.table, columns, row);
        return;
      }
      case 'morphTable': {
        const { table, ownerColumn, idColumn, typeColumn } = storage;
        const columns = [ownerColumn, idColumn, typeColumn, 'field', 'order'];
        const row = [owner, target, right.type, right.field ?? null, right.pos ?? null];
        sink.add('join', table, columns, row);
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
    leftOut,
    add: addLink,
    isFull: () => pointers.size >= MAX_POINTERS,
    flush: (trx) => pointers.write(trx),
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
