import { breathe } from '../../database/breathe';
import { groupBy } from '../../database/group-by';
import { COMPONENT_JOIN, type Model, type Models } from '../../database/model';
import {
  type Row,
  columnsOf,
  createRowReader,
  inQuestions,
  readPages,
} from '../../database/read-rows';
import type { Query, Reader } from '../../database/reader';

/** An entity line of an archive: one row of a content type, with its components in `data`. */
export interface Entity {
  type: string;
  id: number;
  data: Row;
}

/**
 * The rows of content types with the components in them, a page at a time. For each page there is one query a component
 * type at each depth, however many components there are.
 */
export async function* readEntities(
  reader: Reader,
  models: Models,
  uids: string[],
): AsyncGenerator<Entity[]> {
  for (const type of uids) {
    const model = models.need(type);
    for await (const page of readPages(reader, models, model)) {
      await attachComponents(reader, models, model, page);
      yield page.map(({ id, ...data }) => ({ type, id: id as number, data }));
    }
  }
}

/** A component and where it hangs. */
interface Hanging {
  owner: number;
  field: string;
  order: number;
  /** Of the join row; decides between equal orders. */
  joinId: number;
  component: Row;
  uid: string;
}

/** Gives each of these rows its components, which have theirs in turn. */
async function attachComponents(
  reader: Reader,
  models: Models,
  model: Model,
  rows: Row[],
): Promise<void> {
  if (model.components.length === 0 || rows.length === 0) return;
  const owners = rows.map(({ id }) => id as number);
  const hanging: Hanging[] = [];
  for (const uid of new Set(model.components.flatMap(({ uids }) => uids))) {
    const component = models.get(uid);
    if (!component) continue;
    const found = await readHanging(reader, models, model, component, owners);
    await attachComponents(reader, models, component, [
      ...new Set(found.map((one) => one.component)),
    ]);
    for (const one of found) hanging.push(one);
  }
  const lists = listsOf(hanging);
  for (const { attribute, kind } of model.components) {
    for (const row of rows) {
      const list = lists.get(row.id as number)?.get(attribute) ?? [];
      if (kind === 'single') row[attribute] = list[0]?.component ?? null;
      else if (kind === 'repeatable') row[attribute] = list.map(({ component }) => component);
      else row[attribute] = list.map(({ component, uid }) => ({ ...component, __component: uid }));
    }
  }
}

/** The components of one type that hang on these owners. One that hangs twice is read once. */
async function readHanging(
  reader: Reader,
  models: Models,
  model: Model,
  component: Model,
  owners: number[],
): Promise<Hanging[]> {
  const toRow = createRowReader(component);
  const columns = columnsOf(reader, models, component);
  const read = new Map<number, Row>();
  const hanging: Hanging[] = [];
  for (const joinTable of new Set(model.components.map((field) => field.joinTable))) {
    const join = (name: string): string => `${joinTable}.${name}`;
    for (const some of inQuestions(owners)) {
      await breathe();
      const query = reader
        .db(joinTable)
        .innerJoin(component.table, `${component.table}.id`, join(COMPONENT_JOIN.component))
        .whereIn(join(COMPONENT_JOIN.owner), some)
        .where(inFieldsThatHold(model, joinTable, component.uid))
        .select(
          {
            __lifeboat_owner: join(COMPONENT_JOIN.owner),
            __lifeboat_field: join(COMPONENT_JOIN.field),
            __lifeboat_order: join(COMPONENT_JOIN.order),
            __lifeboat_join: join('id'),
          },
          ...columns,
        );
      const { names, rows } = await reader.read(query as Query);
      const idAt = names.indexOf('id');
      for (const values of rows) {
        const [owner, field, order, joinId] = values as [number, string, number | null, number];
        const id = values[idAt] as number;
        const row = read.get(id) ?? toRow(values, names);
        read.set(id, row);
        hanging.push({
          owner,
          field,
          order: order ?? 0,
          joinId,
          component: row,
          uid: component.uid,
        });
      }
    }
  }
  return hanging;
}

/** As Strapi does, only a dynamic zone asks the join row for the component's type. */
function inFieldsThatHold({ components }: Model, joinTable: string, uid: string) {
  const fields = components.filter(
    (field) => field.joinTable === joinTable && field.uids.includes(uid),
  );
  return (query: Query): void => {
    query.whereRaw('1 = 0');
    for (const { attribute, kind } of fields) {
      const ofField = { [`${joinTable}.${COMPONENT_JOIN.field}`]: attribute };
      const ofType = { [`${joinTable}.${COMPONENT_JOIN.type}`]: uid };
      query.orWhere(kind === 'dynamicZone' ? { ...ofField, ...ofType } : ofField);
    }
  };
}

/** By owner and field, in their order. */
function listsOf(hanging: Hanging[]): Map<number, Map<string, Hanging[]>> {
  hanging.sort((a, b) => a.order - b.order || a.joinId - b.joinId);
  const lists = new Map<number, Map<string, Hanging[]>>();
  for (const [owner, ofOwner] of groupBy(hanging, (one) => one.owner)) {
    lists.set(
      owner,
      groupBy(ofOwner, (one) => one.field),
    );
  }
  return lists;
}
