import { groupBy } from '../../database/group-by';
import type { Models, Trx } from '../../database/model';
import { inChunks } from '../../database/read-rows';
import { updateColumn } from '../../database/update-rows';
import { readerFor } from '../../database/values';
import { FILE_UID } from '../filter';
import type { AssetMetadata } from '../staging/staging';

/** Tells the rows of the media library where their files are now. */
export interface Addresses {
  /** Notes where an asset is. @returns whether it is time to {@link write} */
  note(metadata: AssetMetadata, url: string, provider: string): boolean;
  write(trx: Trx): Promise<void>;
}

interface NewAddress {
  metadata: AssetMetadata;
  url: string;
  provider: string;
}

const AT_ONCE = 500;

/**
 * Only an archive of a site with another provider or address needs it. Rows are found by the file's hash: when content
 * is left out of a restore, the site's own rows have ids of their own.
 */
export function createAddresses(models: Models): Addresses {
  let changed: NewAddress[] = [];
  return {
    note(metadata, url, provider) {
      const { type } = metadata;
      if (metadata.url !== url || (!type && metadata.provider !== provider)) {
        changed.push({ metadata, url, provider });
      }
      return changed.length >= AT_ONCE;
    },
    async write(trx) {
      const addresses = changed;
      changed = [];
      await writeFiles(
        trx,
        models,
        addresses.filter(({ metadata }) => !metadata.type),
      );
      await writeFormats(
        trx,
        models,
        addresses.filter(({ metadata }) => metadata.type),
      );
    },
  };
}

async function writeFiles(trx: Trx, models: Models, addresses: NewAddress[]): Promise<void> {
  const { table } = models.need(FILE_UID);
  const byHash = new Map(addresses.map((address) => [address.metadata.hash, address]));
  const urls = new Map<number, string>();
  const providers = new Map<number, string>();
  for (const { id, hash } of await rowsOf(trx, table, [...byHash.keys()])) {
    urls.set(id, byHash.get(hash)!.url);
    providers.set(id, byHash.get(hash)!.provider);
  }
  await updateColumn(trx, table, 'url', urls);
  await updateColumn(trx, table, 'provider', providers);
}

async function writeFormats(trx: Trx, models: Models, addresses: NewAddress[]): Promise<void> {
  const { table } = models.need(FILE_UID);
  const byMain = groupBy(addresses, ({ metadata }) => metadata.mainHash ?? '');
  const updated = new Map<number, string>();
  for (const { id, hash, formats } of await rowsOf(trx, table, [...byMain.keys()])) {
    const parsed = readerFor('json')(formats) as Record<string, { url: string } | undefined> | null;
    for (const { metadata, url } of byMain.get(hash)!) {
      const format = parsed?.[metadata.type!];
      if (format) format.url = url;
    }
    if (parsed) updated.set(id, JSON.stringify(parsed));
  }
  await updateColumn(
    trx,
    table,
    'formats',
    updated,
    models.dialect === 'postgres' ? 'jsonb' : undefined,
  );
}

interface AddressRow {
  id: number;
  hash: string;
  formats: unknown;
}

async function rowsOf(trx: Trx, table: string, hashes: string[]): Promise<AddressRow[]> {
  const rows: AddressRow[] = [];
  for (const some of inChunks(hashes)) {
    rows.push(
      ...((await trx(table).whereIn('hash', some).select('id', 'hash', 'formats')) as AddressRow[]),
    );
  }
  return rows;
}
