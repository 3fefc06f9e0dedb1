import type { Core } from '@strapi/types';
import { uploadProviderName } from '../../host/uploads';
import type { Models } from '../../database/model';
import type { Reader } from '../../database/reader';
import { storedName } from './asset-store';
import { type FileFields, type FileRow, fileRows, providerOf } from './file-rows';
import { type OpenedFile, openFile } from './open-file';

/**
 * An asset as a stage passes it on (`stage-content.ts`): with no stream, but with a way to open one when its turn has
 * come.
 */
export interface SiteAsset {
  filename: string;
  metadata: FileFields;
  /** @returns null when the file is missing where it should be */
  open(): Promise<OpenedFile | null>;
}

/** Every file of the media library and each of its formats, as the official source names them. */
export async function* siteAssets(
  strapi: Core.Strapi,
  reader: Reader,
  models: Models,
): AsyncGenerator<SiteAsset> {
  for await (const row of fileRows(reader, models)) {
    yield toAsset(strapi, row, row);
    for (const [type, format] of Object.entries(row.formats ?? {})) {
      yield toAsset(strapi, row, { ...format, type, id: row.id, mainHash: row.hash });
    }
  }
}

/** @returns how many files there are, and their bytes as the rows tell them (Strapi stores thousands of bytes) */
export async function countSiteAssets(
  reader: Reader,
  models: Models,
): Promise<{ totalCount: number; totalBytes: number }> {
  const totals = { totalCount: 0, totalBytes: 0 };
  for await (const row of fileRows(reader, models)) {
    for (const { size } of [row, ...Object.values(row.formats ?? {})]) {
      totals.totalCount += 1;
      totals.totalBytes += Math.round((Number(size) || 0) * 1000);
    }
  }
  return totals;
}

function toAsset(strapi: Core.Strapi, row: FileRow, file: FileFields): SiteAsset {
  const provider = providerOf(row, file, uploadProviderName(strapi));
  return {
    filename: storedName(file),
    metadata: file,
    open: async () => (file.url ? openFile(strapi, provider, file) : null),
  };
}
