import type { Models } from '../../database/model';
import type { Reader } from '../../database/reader';
import { readConfiguration } from '../rows/read-configuration';
import type { OldAsset } from './asset-store';
import { fileRows, providerOf } from './file-rows';
import { logosIn } from './logos';

/**
 * The files of the media library with their formats.
 * @param siteProvider the upload provider that the site is set up with
 */
export async function* libraryAssets(
  reader: Reader,
  models: Models,
  siteProvider: string,
): AsyncGenerator<OldAsset> {
  for await (const row of fileRows(reader, models)) {
    for (const file of [row, ...Object.values(row.formats ?? {})]) {
      yield { ...file, provider: providerOf(row, file, siteProvider) };
    }
  }
}

/** Everything that the site keeps in its storage: the library, and the admin's logos. */
export async function* presentAssets(
  reader: Reader,
  models: Models,
  siteProvider: string,
): AsyncGenerator<OldAsset> {
  yield* libraryAssets(reader, models, siteProvider);
  for await (const record of readConfiguration(reader, models)) yield* logosIn(record);
}
