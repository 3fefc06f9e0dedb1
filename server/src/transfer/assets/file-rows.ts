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

const ABSOLUTE = /^([a-z][a-z\d+.-]*:)?\/\//i;

/**
 * Which provider has a file of a row. A row names only the provider of its own file: when a restore has brought the
 * formats alone, because the file itself was missing, their addresses tell that they lie elsewhere.
 * @param siteProvider the one that the site is set up with
 */
export function providerOf(row: FileRow, file: FileFields, siteProvider: string): string {
  if (isOnThisMachine(file)) return row.provider === siteProvider ? siteProvider : 'local';
  return row.provider === 'local' ? siteProvider : row.provider;
}

/** An address without a host is one below the site's `public` folder. */
export function isOnThisMachine({ url }: FileFields): boolean {
  return !ABSOLUTE.test(url);
}
