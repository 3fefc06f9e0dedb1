import type { Models } from '../../database/model';
import type { Reader } from '../../database/reader';
import { readConfiguration } from '../rows/read-configuration';
import type { OldAsset } from './asset-store';
import { fileRows } from './file-rows';
import { logosIn } from './logos';

/** The files of the media library with their formats. */
export async function* libraryAssets(reader: Reader, models: Models): AsyncGenerator<OldAsset> {
  for await (const row of fileRows(reader, models)) {
    yield row;
    for (const format of Object.values(row.formats ?? {})) {
      yield { ...format, provider: row.provider };
    }
  }
}

/** Everything that the site keeps in its storage: the library, and the admin's logos. */
export async function* presentAssets(reader: Reader, models: Models): AsyncGenerator<OldAsset> {
  yield* libraryAssets(reader, models);
  for await (const record of readConfiguration(reader, models)) yield* logosIn(record);
}
