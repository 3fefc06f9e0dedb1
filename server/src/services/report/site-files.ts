import type { Core } from '@strapi/types';
import { breathe } from '../../database/breathe';
import type { Models } from '../../database/model';
import { readerFor } from '../../database/values';
import { storedName } from '../../transfer/assets/asset-store';
import type { FileFields } from '../../transfer/assets/file-rows';
import { FILE_UID } from '../../transfer/filter';

/** A file of the media library, or one of its smaller versions, as its row tells it. */
export interface SiteFile {
  /** The name under which the provider stores it. */
  stored: string;
  /** The name that people gave it; undefined for a smaller version. */
  name?: string;
  bytes: number;
  provider: string;
}

interface FileColumns extends Omit<FileFields, 'url'> {
  id: number;
  name: string;
  provider: string;
  formats: unknown;
}

const ROWS_AT_ONCE = 500;

/** Every file that this site's media library knows, some rows at a time. */
export async function* siteFiles(strapi: Core.Strapi, models: Models): AsyncGenerator<SiteFile> {
  const { table } = models.need(FILE_UID);
  const readFormats = readerFor('json');
  for (let after = 0; ; ) {
    const rows = (await strapi.db
      .connection(table)
      .select('id', 'name', 'hash', 'ext', 'size', 'provider', 'formats')
      .where('id', '>', after)
      .orderBy('id')
      .limit(ROWS_AT_ONCE)) as FileColumns[];
    for (const { provider, name, formats, ...file } of rows) {
      yield { ...toFile(file, provider), name };
      const versions = (formats ? readFormats(formats) : null) as Record<string, FileFields> | null;
      for (const version of Object.values(versions ?? {})) yield toFile(version, provider);
    }
    if (rows.length < ROWS_AT_ONCE) return;
    after = rows.at(-1)!.id;
    await breathe();
  }
}

/** Strapi stores thousands of bytes. */
function toFile(file: Omit<FileFields, 'url'>, provider: string): SiteFile {
  const { hash, ext, size } = file as FileFields;
  return {
    stored: storedName({ hash, ext }),
    bytes: Math.round((Number(size) || 0) * 1000),
    provider,
  };
}
