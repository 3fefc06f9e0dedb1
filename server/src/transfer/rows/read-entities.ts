import {
  COMPONENT_JOIN,
  type ComponentField,
  type Db,
  type Model,
  type Models,
} from '../../database/model';
import { type Row, inChunks, readByIds, readPages } from '../../database/read-rows';

/** An entity line of an archive: one row of a content type, with its components in `data`. */
export interface Entity {
  type: string;
  id: number;
  data: Row;
}

/**
 * The rows of content types with the components in them. For each page of rows there are two queries a component
 * type at each depth, however many components there are.
 */
export async function* readEntities(
  db: Db,
  models: Models,
  uids: string[],
): AsyncGenerator<Entity> {
  for (const uid of uids) {
    const model = models.need(uid);
    for await (const page of readPages(db, models, model)) {
      const rows = new Map(page.map((row) => [row.id as number, row]));
      await attachComponents(db, models, model, rows);
      for (const { id, ...data } of page) yield { type: uid, id: id as number, data };
    }
  }
}

/** A row of a component join table. */
interface Join {
  owner: number;
  component: number;
  type: string;
  field: string;
}

/** Gives each of these rows its components, which have theirs in turn. */
async function attachComponents(
  db: Db,
  models: Models,
  model: Model,
  rows: Map<number, Row>,
): Promise<void> {
  if (model.components.length === 0 || rows.size === 0) return;
  const joins = await readJoins(db, model, [...rows.keys()]);
  const found = await readComponents(db, models, model, joins);
  for (const field of model.components) {
    const lists = new Map<number, Row[]>();
    for (const join of joins) {
      const uid = join.field === field.attribute && typeIn(field, join);
      const component = uid && found.get(uid)?.get(join.component);
      if (!component) continue;
      const list = lists.get(join.owner) ?? [];
      if (list.length === 0) lists.set(join.owner, list);
      list.push(field.kind === 'dynamicZone' ? { ...component, __component: uid } : component);
    }
    for (const [id, row] of rows) {
      const list = lists.get(id) ?? [];
      row[field.attribute] = field.kind === 'single' ? (list[0] ?? null) : list;
    }
  }
}

/** The join rows of these owners, each owner's in the order of its lists. */
async function readJoins(db: Db, { components }: Model, owners: number[]): Promise<Join[]> {
  const joins: Join[] = [];
  for (const table of new Set(components.map(({ joinTable }) => joinTable))) {
    for (const some of inChunks(owners)) {
      const query = db(table).whereIn(COMPONENT_JOIN.owner, some);
      const rows = await query.orderBy([COMPONENT_JOIN.order, 'id']).select({
        owner: COMPONENT_JOIN.owner,
        component: COMPONENT_JOIN.component,
        type: COMPONENT_JOIN.type,
        field: COMPONENT_JOIN.field,
      });
      // knex types the aliases as what they stand for.
      for (const row of rows as unknown as Join[]) joins.push(row);
    }
  }
  return joins;
}

async function readComponents(
  db: Db,
  models: Models,
  model: Model,
  joins: Join[],
): Promise<Map<string, Map<number, Row>>> {
  const fields = new Map(model.components.map((field) => [field.attribute, field]));
  const ids = new Map<string, Set<number>>();
  for (const join of joins) {
    const field = fields.get(join.field);
    const uid = field && typeIn(field, join);
    if (!uid) continue;
    const sameType = ids.get(uid) ?? new Set();
    if (sameType.size === 0) ids.set(uid, sameType);
    sameType.add(join.component);
  }
  const found = new Map<string, Map<number, Row>>();
  for (const [uid, wanted] of ids) {
    const component = models.need(uid);
    const rows = await readByIds(db, models, component, [...wanted]);
    await attachComponents(db, models, component, rows);
    found.set(uid, rows);
  }
  return found;
}

/** As Strapi does, only a dynamic zone asks the join row for the type; of one that left the code nothing is read. */
function typeIn({ kind, uids }: ComponentField, join: Join): string | undefined {
  if (kind !== 'dynamicZone') return uids[0];
  return uids.includes(join.type) ? join.type : undefined;
}
