import type { Dialect, Trx } from './model';

/**
 * Moves a table's sequence past the ids that were written into it. PostgreSQL alone needs it; only ever upwards, since
 * a sequence does not take part in the transaction.
 */
export async function moveSequence(dialect: Dialect, trx: Trx, table: string): Promise<void> {
  if (dialect !== 'postgres') return;
  const quoted = trx.raw('??', [table]).toQuery();
  const { rows } = (await trx.raw(`select pg_get_serial_sequence(?, 'id') as name`, [quoted])) as {
    rows: { name: string | null }[];
  };
  const sequence = rows[0]?.name;
  if (!sequence) return;
  // The name comes quoted from PostgreSQL itself.
  await trx.raw(
    `select setval(?, greatest((select max(id) from ${quoted}), (select last_value from ${sequence})))`,
    [sequence],
  );
}
