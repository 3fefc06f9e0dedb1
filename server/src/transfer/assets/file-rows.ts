import type { Core } from '@strapi/types';
import { FILE_UID } from '../filter';

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

const PAGE = 500;

/** The rows of the media library in the order of their ids, a page at a time. Joins a surrounding transaction. */
export async function* fileRows(strapi: Core.Strapi): AsyncGenerator<FileRow> {
  let lastId = 0;
  for (;;) {
    const rows = (await strapi.db.query(FILE_UID).findMany({
      where: { id: { $gt: lastId } },
      orderBy: { id: 'asc' },
      limit: PAGE,
    })) as FileRow[];
    yield* rows;
    if (rows.length < PAGE) return;
    lastId = rows.at(-1)!.id;
  }
}
