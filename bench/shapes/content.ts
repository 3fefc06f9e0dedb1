import { HOST } from '../../e2e/support/host';

/**
 * What a shape consists of, as the lines of an official archive. All of it is made on the fly from numbers, so that
 * nothing is held in memory and each run has the very same content.
 */
export interface Content {
  entities(): Iterable<Entity>;
  assets(): Iterable<Asset>;
  links(): Iterable<Link>;
}

export interface Entity {
  type: string;
  id: number;
  data: Record<string, unknown>;
}

export interface Asset {
  /** The entity of the file. */
  file: Entity;
  bytes: number;
  content(): Iterable<Buffer>;
}

export interface Link {
  kind: 'relation.basic' | 'relation.circular' | 'relation.morph';
  relation: string;
  left: LinkEnd;
  right: LinkEnd;
}

export interface LinkEnd {
  type: string;
  ref: number | string;
  field?: string;
  pos?: number;
}

export interface Shape {
  name: string;
  /** For the tables. */
  describe(scale: number): string;
  /** @param scale 1 for the size that counts, less to try something out */
  content(scale: number): Content;
  /** Makes the app that the content is for, where the playground's does not do. @returns its folder */
  createApp?(): Promise<string>;
}

const DATE = '2026-01-01T00:00:00.000Z';

/** A row of a document: what Strapi itself keeps in each. Strapi 4 knows of no documents, and leaves out what it does not know. */
export function row(
  documentId: string,
  data: Record<string, unknown>,
  { locale = null, published = true }: { locale?: string | null; published?: boolean } = {},
): Record<string, unknown> {
  return {
    ...(HOST.hasDocumentIds ? { documentId } : {}),
    ...data,
    createdAt: DATE,
    updatedAt: DATE,
    publishedAt: published ? DATE : null,
    locale,
  };
}

/** A document's id has 24 letters and digits. */
export function documentId(prefix: string, number: number): string {
  return prefix + String(number).padStart(24 - prefix.length, '0');
}

/** Every row of a content type has this link in an official archive of Strapi 5, though no table stands behind it. */
export function* localization(entity: Entity): Generator<Link> {
  const { type, id, data } = entity;
  if (!HOST.hasDocumentIds) return;
  yield {
    kind: 'relation.circular',
    relation: 'oneToMany',
    left: { type, ref: id, field: 'localizations' },
    right: { type, ref: data.documentId as string },
  };
}

/** At least `least`, since relations want something to point at. */
export function scaled(count: number, scale: number, least: number): number {
  return Math.max(least, Math.round(count * scale));
}
