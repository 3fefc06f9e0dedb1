import { compose, object, valuesOf } from '../../database/json/template';
import type { JsonWords, Piece } from '../../database/json/words';
import {
  type ComponentField,
  type ComponentJoin,
  type Model,
  type Models,
  componentsIn,
} from '../../database/model';
import { type Row, columnsOf, readLines } from '../../database/read-rows';
import type { LineQuery, NamedQuery, Reader } from '../../database/reader';

/** An entity line of an archive: one row of a content type, with its components in `data`. */
export interface Entity {
  type: string;
  id: number;
  data: Row;
}

/** The entity lines of content types by type and id, a page at a time. The database composes them, components and all. */
export async function* readEntities(
  reader: Reader,
  models: Models,
  uids: string[],
): AsyncGenerator<Buffer> {
  const columns = await readColumns(reader, models, [...uids, ...componentsIn(models, uids)]);
  for (const uid of uids) {
    const query = entityLines(reader.words, models, columns, uid);
    if (query) yield* readLines(reader, query);
  }
}

/** The columns of a model's table that has rows; of others, none. */
type Columns = (model: Model) => string[];

/** Asks for all at once, since each waits for its answer. */
async function readColumns(reader: Reader, models: Models, uids: string[]): Promise<Columns> {
  const tables = [...new Set(uids.flatMap((uid) => models.get(uid)?.table ?? []))];
  const columns = await Promise.all(tables.map((table) => columnsOf(reader, table)));
  const known = new Map(tables.map((table, at) => [table, columns[at]!]));
  return ({ table }) => known.get(table) ?? [];
}

/** @returns undefined for a type without rows */
function entityLines(
  words: JsonWords,
  models: Models,
  columns: Columns,
  uid: string,
): LineQuery | undefined {
  const model = models.need(uid);
  const found = columns(model);
  if (found.length === 0) return undefined;

  const alias = 'r';
  const components = createComponents(words, models, columns);
  const data = [
    ...valuesOf(words, model, found, alias, ['id']),
    ...components.of(model, alias, []),
  ];
  const line = compose(words, [
    `{"type":${JSON.stringify(uid)},"id":`,
    { sql: words.value('increments', words.name(`${alias}.id`)) },
    ',"data":',
    ...object(data),
    '}',
  ]);
  return { table: model.table, alias, line, named: components.named };
}

/**
 * Composes the components of a row as subqueries that look up by the row's id, and theirs in them. Components that
 * have no rows at all are not asked for.
 */
function createComponents(words: JsonWords, models: Models, columns: Columns) {
  let aliases = 0;
  const named: NamedQuery[] = [];
  const { name } = words;

  /** The fields of a row, each with a comma before it. @param path the components that we are in */
  function of(model: Model, owner: string, path: string[]): Piece[] {
    const fields: Piece[] = [];
    for (const field of model.components) {
      fields.push(`,${JSON.stringify(field.attribute)}:`, ...valueOf(field, owner, path));
    }
    return fields;
  }

  function valueOf(field: ComponentField, owner: string, path: string[]): Piece[] {
    const alias = (aliases += 1);
    const join = `j${alias}`;
    const column = (key: keyof ComponentJoin): string => name(`${join}.${field.joinColumns[key]}`);
    const from = `from ${name(field.joinTable)} as ${name(join)}`;
    const where =
      `where ${column('owner')} = ${name(`${owner}.id`)} ` +
      `and ${words.unindexed(column('field'))} = ${words.text(field.attribute)}`;
    const order = `${column('order')}, ${name(`${join}.id`)}`;
    const lookUp = (component: string): string =>
      `${name(`${component}.id`)} = ${column('component')}`;

    if (field.kind === 'dynamicZone') {
      const cases: string[] = [];
      for (const [index, uid] of field.uids.entries()) {
        const component = `c${alias}_${index}`;
        const found = objectOf(uid, component, path, { isInZone: true });
        if (!found) continue;
        const { table, json } = found;
        cases.push(
          `when ${words.text(uid)} then ` +
            `(select ${json} from ${name(table)} as ${name(component)} where ${lookUp(component)})`,
        );
      }
      if (cases.length === 0) return ['[]'];
      const json = `case ${column('type')} ${cases.join(' ')} end`;
      return listOf(words.list(json, `${from} ${where}`, order));
    }

    const component = `c${alias}`;
    const found = objectOf(field.uids[0]!, component, path);
    if (!found) return [field.kind === 'single' ? 'null' : '[]'];
    const { table, json } = found;
    const joined = `${from} inner join ${name(table)} as ${name(component)} on ${lookUp(component)} ${where}`;
    return field.kind === 'single'
      ? [{ sql: `coalesce((select ${json} ${joined} order by ${order} limit 1), 'null')` }]
      : listOf(words.list(json, joined, order));
  }

  /** A component row as JSON. @returns undefined when there are none on this site */
  function objectOf(
    uid: string,
    alias: string,
    path: string[],
    { isInZone = false } = {},
  ): { table: string; json: string } | undefined {
    const model = models.get(uid);
    const found = model ? columns(model) : [];
    if (!model || found.length === 0) return undefined;
    // Strapi itself never comes to an end with such a component.
    if (path.includes(uid)) throw new Error(`The component ${uid} contains itself`);
    const type = isInZone ? [`,"__component":${JSON.stringify(uid)}`] : [];
    const fields = [
      ...(models.componentTypeFirst ? type : []),
      ...valuesOf(words, model, found, alias),
      ...of(model, alias, [...path, uid]),
      ...(models.componentTypeFirst ? [] : type),
    ];
    const json = compose(words, object(fields));
    if (!words.namesQueries) return { table: model.table, json };
    const table = `lifeboat_${alias}`;
    const from = `${name(model.table)} as ${name(alias)}`;
    named.push({ name: table, sql: `select ${name(`${alias}.id`)}, ${json} as item from ${from}` });
    return { table, json: name(`${alias}.item`) };
  }

  return { of, named };
}

/** @param list a query of one text, null when the list is empty */
function listOf(list: string): Piece[] {
  return ['[', { sql: `coalesce((${list}), '')` }, ']'];
}
