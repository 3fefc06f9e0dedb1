import type { Model } from './model';
import type { Row } from './read-rows';
import { type ColumnValue, writerFor } from './values';

/** Turns rows by attribute into what their table takes. */
export interface RowWriter {
  /** In the order of the values; without the `id`, which is the caller's to say. */
  columns: string[];
  /** @throws Error naming the attribute whose value can't be kept */
  valuesOf(row: Row): ColumnValue[];
}

export function createRowWriter(model: Model): RowWriter {
  const scalars = model.scalars
    .filter(({ attribute }) => attribute !== 'id')
    .map((scalar) => ({ ...scalar, write: writerFor(scalar.type) }));
  return {
    columns: scalars.map(({ column }) => column),
    valuesOf: (row) =>
      scalars.map(({ attribute, write, makeDefault }) => {
        const value = row[attribute] === undefined ? makeDefault() : row[attribute];
        if (value === null || value === undefined) return null;
        try {
          return write(value);
        } catch (cause) {
          throw new Error(`${attribute}: ${(cause as Error).message}`, { cause });
        }
      }),
  };
}
