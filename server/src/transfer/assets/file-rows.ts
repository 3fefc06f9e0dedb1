import type { Models } from '../../database/model';
import type { Reader } from '../../database/reader';
import { FILE_UID } from '../filter';
import { readPages } from '../rows/read-rows';

/** What a row of the media library and each of its formats have in common. */
export interface FileFields {
  hash: string;
  ext?: string | null;
  url: string;
  /** Thousands of bytes. */
  size?: number;
  [field: string]: unknown;
}

export interface FileRow extends FileFields {
  id: number;
  provider: string;
  formats?: Record<string, FileFields> | null;
}

/** The rows of the media library in the order of their ids. */
export async function* fileRows(reader: Reader, models: Models): AsyncGenerator<FileRow> {
  for await (const page of readPages(reader, models.need(FILE_UID))) {
    yield* page as unknown as FileRow[];
  }
}
