import { breathe } from './breathe';
import type { Trx } from './model';
import { inChunks } from './read-rows';
import type { ColumnValue } from './values';

/** Three values a row and column stay below every database's limit. */
const ROWS_AT_ONCE = 500;

/**
 * Sets one column of many rows, each to a value of its own, in a statement for hundreds.
 * @param castTo the column's type, where the database does not take text for it (PostgreSQL's `jsonb`)
 */
export async function updateColumn(
  trx: Trx,
  table: string,
  column: string,
  values: Map<number, ColumnValue>,
  castTo?: 'jsonb',
): Promise<void> {
  for (const some of inChunks([...values], ROWS_AT_ONCE)) {
    const cases = some.map(([id, value]) => `when ${safeId(id)} then ${literal(value)}`).join(' ');
    const value = `case id ${cases} end`;
    const bindings = some.map(([, bound]) => bound).filter((bound) => typeof bound !== 'number');
    await trx(table)
      .whereIn(
        'id',
        some.map(([id]) => id),
      )
      .update({
        [column]: trx.raw(castTo ? `cast(${value} as ${castTo})` : value, bindings as string[]),
      });
    await breathe();
  }
}

/** Numbers stand in the statement itself: PostgreSQL would take a bound one for text and refuse it. */
function literal(value: ColumnValue): string {
  return typeof value === 'number' ? String(safeId(value)) : '?';
}

function safeId(id: number): number {
  if (!Number.isSafeInteger(id)) throw new Error(`${id} is not an id`);
  return id;
}
