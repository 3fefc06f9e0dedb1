import type { Db, Models, Relation, RelationStorage } from '../../database/model';
import { type Row, pagesOf, readExisting } from '../../database/read-rows';

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
const PAGE_ROWS = 1000;

type In<Where extends RelationStorage['in']> = Extract<RelationStorage, { in: Where }>;

/**
 * The relations that these types own, as the official export tells them (`@strapi/data-transfer` queries/link).
 * @param includes whether links to a type are wanted
 * @param orphaned told how many links of a relation are left out because the row that they point at is gone
 */
export async function* readLinks(
  db: Db,
  models: Models,
  uids: string[],
  includes: (uid: string) => boolean,
  orphaned: (uid: string, attribute: string, links: number) => void,
): AsyncGenerator<Link> {
  for (const uid of uids) {
    for (const relation of models.need(uid).relations) {
      let left = 0;
      const drop = (): void => void (left += 1);
      yield* readRelation(db, models, uid, relation, includes, drop);
      if (left > 0) orphaned(uid, relation.attribute, left);
    }
  }
}

async function* readRelation(
  db: Db,
  models: Models,
  uid: string,
  relation: Relation,
  includes: (uid: string) => boolean,
  drop: () => void,
): AsyncGenerator<Link> {
  const { kind, storage, attribute: field } = relation;
  // Fields stand in the lines in the official order, which differs with the storage.
  const inTable = storage.in === 'joinTable' || storage.in === 'morphTable';
  const toLink: ToLink = (ref, right, pos) => {
    const left: LinkEnd = inTable ? { type: uid, field, ref } : { type: uid, ref, field };
    if (pos !== undefined) left.pos = pos;
    return { kind, relation: relation.relation, left, right };
  };
  switch (storage.in) {
    case 'joinTable':
      if (includes(storage.target)) yield* fromJoinTable(db, models, uid, storage, toLink, drop);
      return;
    case 'column':
      if (includes(storage.target)) yield* fromColumn(db, models, uid, storage, toLink, drop);
      return;
    case 'morphTable':
      return yield* existing(db, models, fromMorphTable(db, storage, toLink), includes, drop);
    case 'morphColumns': {
      const { table } = models.need(uid);
      return yield* existing(
        db,
        models,
        fromMorphColumns(db, table, storage, toLink),
        includes,
        drop,
      );
    }
  }
}

/** @param pos left out where the relation keeps no order on this side */
type ToLink = (owner: number, right: LinkEnd, pos?: number | null) => Link;

async function* fromJoinTable(
  db: Db,
  models: Models,
  uid: string,
  {
    table,
    ownerColumn,
    targetColumn,
    ownerOrder,
    targetOrder,
    target,
    inversedBy,
  }: In<'joinTable'>,
  toLink: ToLink,
  drop: () => void,
): AsyncGenerator<Link> {
  const column = (name: string): string => `${table}.${name}`;
  const columns: Record<string, string> = {
    id: column('id'),
    owner: column(ownerColumn),
    target: column(targetColumn),
    ownerExists: 'lifeboat_owner.id',
    targetExists: 'lifeboat_target.id',
  };
  if (ownerOrder) columns.ownerOrder = column(ownerOrder);
  if (targetOrder) columns.targetOrder = column(targetOrder);
  const pages = pagesOf(
    db,
    table,
    (query) =>
      query
        .leftJoin(
          { lifeboat_owner: models.need(uid).table },
          'lifeboat_owner.id',
          column(ownerColumn),
        )
        .leftJoin(
          { lifeboat_target: models.need(target).table },
          'lifeboat_target.id',
          column(targetColumn),
        )
        .select(columns),
    PAGE_ROWS,
  );
  for await (const page of pages) {
    for (const row of page as Record<string, number | null>[]) {
      if (row.ownerExists === null || row.targetExists === null) {
        drop();
        continue;
      }
      const right: LinkEnd = { type: target, field: inversedBy, ref: row.target! };
      if (ownerOrder) right.pos = row.ownerOrder;
      yield toLink(row.owner!, right, targetOrder ? row.targetOrder : undefined);
    }
  }
}

/** A relation kept in the owner's own table. Not by id when it mirrors a document: `localizations` of i18n. */
async function* fromColumn(
  db: Db,
  models: Models,
  uid: string,
  { column, referencedColumn, target }: In<'column'>,
  toLink: ToLink,
  drop: () => void,
): AsyncGenerator<Link> {
  const { table } = models.need(uid);
  const pages = pagesOf(
    db,
    table,
    (query) => query.whereNotNull(column).select('id', { ref: column }),
    PAGE_ROWS,
  );
  for await (const page of pages as AsyncGenerator<{ id: number; ref: number | string }[]>) {
    const refs = page.map(({ ref }) => ref);
    const found = await readExisting(db, models.need(target).table, referencedColumn, refs);
    for (const { id, ref } of page) {
      if (found.has(ref)) yield toLink(id, { type: target, ref });
      else drop();
    }
  }
}

async function* fromMorphTable(
  db: Db,
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
  for await (const page of pagesOf(db, table, (query) => query.select(columns), PAGE_ROWS)) {
    yield (page as (Row & { owner: number; order: number | null })[]).map(
      ({ owner, ref, order, type, field }) =>
        toLink(owner, { ref, pos: order, type, field } as LinkEnd),
    );
  }
}

async function* fromMorphColumns(
  db: Db,
  table: string,
  { idColumn, typeColumn }: In<'morphColumns'>,
  toLink: ToLink,
): AsyncGenerator<Link[]> {
  const pages = pagesOf(
    db,
    table,
    (query) =>
      query
        .whereNotNull(idColumn)
        .whereNotNull(typeColumn)
        .select('id', { type: typeColumn, ref: idColumn }),
    PAGE_ROWS,
  );
  for await (const page of pages) {
    yield page.map(({ id, type, ref }) => toLink(id as number, { type, ref } as LinkEnd));
  }
}

/** No foreign key stands behind a target that may be of any type: only rows that exist are told. */
async function* existing(
  db: Db,
  models: Models,
  pages: AsyncGenerator<Link[]>,
  includes: (uid: string) => boolean,
  drop: () => void,
): AsyncGenerator<Link> {
  for await (const page of pages) {
    const refs = new Map<string, number[]>();
    for (const { right } of page) {
      if (!right.type || !includes(right.type)) continue;
      const sameType = refs.get(right.type);
      if (sameType) sameType.push(right.ref as number);
      else refs.set(right.type, [right.ref as number]);
    }
    const found = new Map<string, Set<number>>();
    for (const [type, ids] of refs) {
      const table = models.get(type)?.table;
      found.set(type, table ? await readExisting(db, table, 'id', ids) : new Set());
    }
    for (const link of page) {
      if (found.get(link.right.type)?.has(link.right.ref as number)) yield link;
      else if (!link.right.type || includes(link.right.type)) drop();
    }
  }
}
