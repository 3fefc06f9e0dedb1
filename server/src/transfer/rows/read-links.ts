import { groupBy } from '../../database/group-by';
import type { Models, Relation, RelationStorage } from '../../database/model';
import { pagesOf, readExisting } from '../../database/read-rows';
import type { Reader } from '../../database/reader';

/** One end of a link: a row, and where the link stands in its list. */
export interface LinkEnd {
  type: string;
  ref: number | string;
  field?: string;
  pos?: number | null;
}

/** A link line of an archive. */
export interface Link {
  kind: string;
  relation: string;
  left: LinkEnd;
  right: LinkEnd;
}

/** Rows here are a few numbers each. */
const PAGE_ROWS = 500;

type In<Where extends RelationStorage['in']> = Extract<RelationStorage, { in: Where }>;

/** How links are read, and which. */
export interface LinkQuestion {
  reader: Reader;
  models: Models;
  /** Whether links to a type are wanted. */
  includes(uid: string): boolean;
  /** Told how many links of a relation are left out because the row that they point at is gone. */
  orphaned(uid: string, attribute: string, links: number): void;
}

/**
 * The relations that these types own, as the official export tells them (`@strapi/data-transfer` queries/link), a page
 * at a time.
 */
export async function* readLinks(question: LinkQuestion, uids: string[]): AsyncGenerator<Link[]> {
  for (const uid of uids) {
    for (const relation of question.models.need(uid).relations) {
      const { attribute, storage } = relation;
      let orphans = 0;
      const drop = (links: number): void => void (orphans += links);
      const toLink = linkMaker(uid, relation);
      if (storage.in === 'joinTable' && question.includes(storage.target)) {
        yield* fromJoinTable(question, uid, storage, toLink, drop);
      } else if (storage.in === 'column' && question.includes(storage.target)) {
        yield* fromColumn(question, uid, storage, toLink, drop);
      } else if (storage.in === 'morphTable') {
        yield* existing(question, fromMorphTable(question, storage, toLink), drop);
      } else if (storage.in === 'morphColumns') {
        yield* existing(question, fromMorphColumns(question, uid, storage, toLink), drop);
      }
      if (orphans > 0) question.orphaned(uid, attribute, orphans);
    }
  }
}

/** @param pos left out where the relation keeps no order on this side */
type ToLink = (owner: number, right: LinkEnd, pos?: number | null) => Link;

/** Fields stand in a line in the official order, which differs with the storage. */
function linkMaker(type: string, { kind, relation, attribute: field, storage }: Relation): ToLink {
  const inTable = storage.in === 'joinTable' || storage.in === 'morphTable';
  return (ref, right, pos) => {
    const left: LinkEnd = inTable ? { type, field, ref } : { type, ref, field };
    if (pos !== undefined) left.pos = pos;
    return { kind, relation, left, right };
  };
}

async function* fromJoinTable(
  { reader, models }: LinkQuestion,
  uid: string,
  storage: In<'joinTable'>,
  toLink: ToLink,
  drop: (links: number) => void,
): AsyncGenerator<Link[]> {
  const { table, ownerColumn, targetColumn, ownerOrder, targetOrder } = storage;
  const { target, inversedBy } = storage;
  const column = (name: string): string => `${table}.${name}`;
  const columns = ['id', ownerColumn, targetColumn, targetOrder ?? 'id', ownerOrder ?? 'id'];
  const pages = pagesOf(
    reader,
    table,
    (query) =>
      query
        .leftJoin({ lifeboat_a: models.need(uid).table }, 'lifeboat_a.id', column(ownerColumn))
        .leftJoin({ lifeboat_b: models.need(target).table }, 'lifeboat_b.id', column(targetColumn))
        .whereNotNull('lifeboat_a.id')
        .whereNotNull('lifeboat_b.id')
        .select(Object.fromEntries(columns.map((name, at) => [COLUMN_NAMES[at]!, column(name)]))),
    PAGE_ROWS,
  );
  let links = 0;
  for await (const { rows } of pages) {
    links += rows.length;
    yield (rows as [number, number, number, number | null, number | null][]).map(
      ([, owner, ref, inOwner, inTarget]) => {
        const right: LinkEnd = { type: target, field: inversedBy, ref };
        if (ownerOrder) right.pos = inTarget;
        return toLink(owner, right, targetOrder ? inOwner : undefined);
      },
    );
  }
  const counted = await reader.read(reader.db(table).count({ rows: '*' }));
  drop(Number(counted.rows[0]![0]) - links);
}

/** Names for columns of any name, in their order. */
const COLUMN_NAMES = ['id', 'owner', 'target', 'in_owner', 'in_target'];

/** A relation kept in the owner's own table. Not by id when it mirrors a document: `localizations` of i18n. */
async function* fromColumn(
  { reader, models }: LinkQuestion,
  uid: string,
  { column, referencedColumn, target }: In<'column'>,
  toLink: ToLink,
  drop: (links: number) => void,
): AsyncGenerator<Link[]> {
  const pages = pagesOf(
    reader,
    models.need(uid).table,
    (query) => query.whereNotNull(column).select({ id: 'id', ref: column }),
    PAGE_ROWS,
  );
  for await (const page of pages) {
    const rows = page.rows as [number, number | string][];
    const refs = rows.map(([, ref]) => ref);
    const found = await readExisting(reader, models.need(target).table, referencedColumn, refs);
    const links = rows.filter(([, ref]) => found.has(ref));
    drop(rows.length - links.length);
    yield links.map(([id, ref]) => toLink(id, { type: target, ref }));
  }
}

async function* fromMorphTable(
  { reader }: LinkQuestion,
  { table, ownerColumn, idColumn, typeColumn }: In<'morphTable'>,
  toLink: ToLink,
): AsyncGenerator<Link[]> {
  const columns = {
    id: 'id',
    owner: ownerColumn,
    ref: idColumn,
    type: typeColumn,
    field: 'field',
    order: 'order',
  };
  for await (const { rows } of pagesOf(
    reader,
    table,
    (query) => query.select(columns),
    PAGE_ROWS,
  )) {
    yield (rows as [number, number, number, string, string, number | null][]).map(
      ([, owner, ref, type, field, pos]) => toLink(owner, { ref, pos, type, field }),
    );
  }
}

async function* fromMorphColumns(
  { reader, models }: LinkQuestion,
  uid: string,
  { idColumn, typeColumn }: In<'morphColumns'>,
  toLink: ToLink,
): AsyncGenerator<Link[]> {
  const pages = pagesOf(
    reader,
    models.need(uid).table,
    (query) =>
      query
        .whereNotNull(idColumn)
        .whereNotNull(typeColumn)
        .select({ id: 'id', type: typeColumn, ref: idColumn }),
    PAGE_ROWS,
  );
  for await (const { rows } of pages) {
    yield (rows as [number, string, number][]).map(([id, type, ref]) => toLink(id, { type, ref }));
  }
}

/** No foreign key stands behind a target that may be of any type: only rows that exist are told. */
async function* existing(
  { reader, models, includes }: LinkQuestion,
  pages: AsyncGenerator<Link[]>,
  drop: (links: number) => void,
): AsyncGenerator<Link[]> {
  for await (const page of pages) {
    const wanted = page.filter(({ right }) => !right.type || includes(right.type));
    const found = new Map<string, Set<number>>();
    for (const [type, links] of groupBy(wanted, ({ right }) => right.type)) {
      const ids = links.map(({ right }) => right.ref as number);
      const table = type && models.get(type)?.table;
      found.set(type, table ? await readExisting(reader, table, 'id', ids) : new Set());
    }
    const links = wanted.filter(({ right }) => found.get(right.type)!.has(right.ref as number));
    drop(wanted.length - links.length);
    yield links;
  }
}
