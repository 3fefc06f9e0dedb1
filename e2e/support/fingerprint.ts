import { createHash } from 'node:crypto';
import { hashFiles } from './content';
import { HOST } from './host';
import type { Site } from './site';

/** Every row that an archive carries, and every file, in a form that can be compared. */
export interface Fingerprint {
  tables: Record<string, string>;
  files: Record<string, string>;
}

/** Of the installation, or written by each start; what stays of a table when these are left out is compared. */
const NOT_OURS = /^(admin_|sqlite_|lifeboat_|strapi_(?!core_store_settings|webhooks))/;
const RESTLESS_SETTINGS = ['plugin_upload_metrics', 'core_persisted_tables'];

/** Read from the database itself, so that it takes a moment and no server. @param files when not on the local disk */
export async function fingerprint(
  { database, uploadsDir }: Site,
  files: () => Promise<Record<string, string>> = () => hashFiles(uploadsDir),
): Promise<Fingerprint> {
  const names = (await database.tables()).filter((name) => !NOT_OURS.test(name)).sort();
  const tables = await database.connected(async (connection) => {
    const found: Record<string, string> = {};
    for (const name of names) {
      const rows = (await connection(name).select('*')) as Record<string, unknown>[];
      const lines = rows.filter(isAtRest).map((row) => JSON.stringify(withoutNewIds(name, row)));
      found[name] = `${lines.length} ${hash(lines.sort().join('\n'))}`;
    }
    return found;
  });
  return { tables, files: await files() };
}

function isAtRest({ key }: Record<string, unknown>): boolean {
  return !RESTLESS_SETTINGS.includes(String(key));
}

/**
 * Rows of joins, and of the settings, get new ids at each restore; nothing points at them. Who wrote a row is an
 * administrator, whom no archive of either kind carries.
 */
function withoutNewIds(table: string, row: Record<string, unknown>): Record<string, unknown> {
  const { id, created_by_id: _createdBy, updated_by_id: _updatedBy, ...rest } = row;
  const isJoin = HOST.joinTables.test(table);
  return isJoin || table === 'strapi_core_store_settings' ? rest : { id, ...rest };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
