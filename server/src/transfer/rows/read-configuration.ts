import type { Models } from '../../database/model';
import type { Row } from '../../database/read-rows';
import type { Reader } from '../../database/reader';
import { readPages } from './read-rows';

/** A configuration line of an archive: a row of the core store, its value parsed, or a webhook. */
export interface ConfigurationRecord {
  type: 'core-store' | 'webhook';
  value: Row;
}

/** The models behind the two kinds of line (`@strapi/data-transfer` local-source/configuration). */
export const CONFIGURATION_MODELS = {
  'core-store': 'strapi::core-store',
  webhook: 'strapi::webhook',
} as const;

export async function* readConfiguration(
  reader: Reader,
  models: Models,
): AsyncGenerator<ConfigurationRecord> {
  for await (const page of readPages(reader, models.need(CONFIGURATION_MODELS['core-store']))) {
    for (const row of page) {
      const value: unknown = typeof row.value === 'string' ? JSON.parse(row.value) : row.value;
      yield { type: 'core-store', value: { ...row, value } };
    }
  }
  for await (const page of readPages(reader, models.need(CONFIGURATION_MODELS.webhook))) {
    for (const value of page) yield { type: 'webhook', value };
  }
}
