import type { Models, Trx } from '../../database/model';
import type { RowSink } from '../../database/row-sink';
import { createRowWriter } from '../../database/write-rows';
import type { ConfigurationRecord } from './read-configuration';

/**
 * Rows of the core store that describe this installation and not its content: its database's state, its licence, its
 * admin roles. A restore keeps the site's own.
 */
const OF_THE_INSTALLATION = [
  'strapi_content_types_schema',
  'strapi_unidirectional-join-table-repair-ran',
  'core_persisted_tables',
  'ee_information',
  'ee_disabled_users',
  'core_admin_auth',
  'plugin_upload_metrics',
];

/** Deletes what the records of an archive replace. */
export async function deleteConfiguration(trx: Trx, models: Models): Promise<void> {
  const coreStore = models.need(models.configuration['core-store']);
  await trx(coreStore.table).whereNotIn('key', OF_THE_INSTALLATION).delete();
  await trx(models.need(models.configuration.webhook).table).delete();
}

/**
 * Gives a configuration record's row to the sink. Of the core store some rows stay and may have the archive's ids, so
 * there rows get new ones; nothing points at them.
 */
export function addConfiguration(
  { type, value }: ConfigurationRecord,
  models: Models,
  sink: RowSink,
): void {
  const uid: string | undefined = models.configuration[type];
  // A kind that a later Strapi may add; the official command passes it over too.
  if (!uid) return;
  if (type === 'core-store' && OF_THE_INSTALLATION.includes(String(value.key))) return;
  const row = type === 'core-store' ? { ...value, value: JSON.stringify(value.value) } : value;
  const model = models.need(uid);
  const { columns, valuesOf } = createRowWriter(model);
  const values = valuesOf(row);
  if (type === 'core-store') sink.add('row', model.table, columns, values);
  else
    sink.add(
      'row',
      model.table,
      ['id', ...columns],
      [row.id === undefined ? null : Number(row.id), ...values],
    );
}
