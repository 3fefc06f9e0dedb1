import type { Models } from '../../database/model';
import type { Row } from '../../database/read-rows';
import type { Reader } from '../../database/reader';
import { readPages } from './read-rows';

/** A configuration line of an archive: a row of the core store, its value parsed, or a webhook. */
export interface ConfigurationRecord {
  type: 'core-store' | 'webhook';
  value: Row;
}

export async function* readConfiguration(
  reader: Reader,
  models: Models,
): AsyncGenerator<ConfigurationRecord> {
  for await (const page of readPages(reader, models.need(models.configuration['core-store']))) {
    for (const row of page) {
      const value: unknown = typeof row.value === 'string' ? JSON.parse(row.value) : row.value;
      yield { type: 'core-store', value: { ...row, value } };
    }
  }
  for await (const page of readPages(reader, models.need(models.configuration.webhook))) {
    for (const value of page) yield { type: 'webhook', value };
  }
}
