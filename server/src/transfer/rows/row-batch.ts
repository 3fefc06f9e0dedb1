import type { Inserter } from '../../database/insert-rows';
import type { ColumnValue } from '../../database/values';

interface Pending {
  columns: string[];
  rows: ColumnValue[][];
}

/**
 * Rows of many tables that wait to be written together. Two ranks: what points at other rows by a foreign key goes
 * after what it points at.
 */
export interface RowBatch {
  /** Rows and rough bytes that wait. */
  readonly size: { rows: number; bytes: number };
  /** @param columns the same at every call for a table */
  add(rank: 'row' | 'join', table: string, columns: string[], row: ColumnValue[]): void;
  write(inserter: Inserter): Promise<void>;
}

export function createRowBatch(): RowBatch {
  const ranks = { row: new Map<string, Pending>(), join: new Map<string, Pending>() };
  let size = { rows: 0, bytes: 0 };

  return {
    get size() {
      return size;
    },
    add(rank, table, columns, row) {
      let pending = ranks[rank].get(table);
      if (!pending) ranks[rank].set(table, (pending = { columns, rows: [] }));
      pending.rows.push(row);
      size.rows += 1;
      for (const value of row) size.bytes += typeof value === 'string' ? value.length : 8;
    },
    async write(inserter) {
      size = { rows: 0, bytes: 0 };
      for (const tables of [ranks.row, ranks.join]) {
        const waiting = [...tables];
        tables.clear();
        for (const [table, { columns, rows }] of waiting) {
          await inserter.insert(table, columns, rows);
        }
      }
    },
  };
}
