import { breathe } from './breathe';
import type { Dialect, Model, Models } from './model';
import type { Query, Reader, Table } from './reader';
import { isReadAsText, readerFor } from './values';

/** A row by attribute, as Strapi reads it. */
export type Row = Record<string, unknown>;

/** Names under which columns come a second time, as text. */
const AS_TEXT = '__lifeboat_text_';

/** As many values as one question may hold, well below each database's limit. */
const MAX_VALUES = 1000;

/**
 * The raw rows of a table by ascending id, a page at a time. Every table of Strapi's has an `id`.
 * @param select must ask for `id`
 */
export async function* pagesOf(
  { db, read, pageRows: rowsOfType }: Reader,
  table: string,
  select: (query: Query) => Query,
  pageRows = rowsOfType,
): AsyncGenerator<Table> {
  let lastId = 0;
  for (;;) {
    await breathe();
    const query = db(table).where(`${table}.id`, '>', lastId).orderBy(`${table}.id`);
    const page = await read(select(query).limit(pageRows));
    if (page.rows.length > 0) yield page;
    if (page.rows.length < pageRows) return;
    lastId = page.rows.at(-1)![page.names.indexOf('id')] as number;
  }
}

/** The rows of a type by ascending id, a page at a time. */
export async function* readPages(
  reader: Reader,
  models: Models,
  model: Model,
): AsyncGenerator<Row[]> {
  const toRow = createRowReader(model);
  const columns = columnsOf(reader, models, model);
  for await (const page of pagesOf(reader, model.table, (query) => query.select(columns))) {
    yield page.rows.map((values) => toRow(values, page.names));
  }
}

/** Which of these values stand in a column of a table. */
export async function readExisting<Value extends number | string>(
  { db, read }: Reader,
  table: string,
  column: string,
  values: Iterable<Value>,
): Promise<Set<Value>> {
  const found = new Set<Value>();
  for (const some of inQuestions([...new Set(values)])) {
    await breathe();
    const { rows } = await read(db(table).whereIn(column, some).select(column));
    for (const [value] of rows) found.add(value as Value);
  }
  return found;
}

export function* inChunks<Item>(items: Item[], size = MAX_VALUES): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

/**
 * Values for `in (…)`, as many as one question may hold. There are few lengths of list, filled up with the last value,
 * so that few statements have to be prepared.
 */
export function* inQuestions<Value>(values: Value[]): Generator<Value[]> {
  for (const some of inChunks(values)) {
    let length = 1;
    while (length < some.length) length *= 4;
    const last = some.at(-1)!;
    yield [...some, ...Array.from({ length: length - some.length }, () => last)];
  }
}

/** All columns of a type's table, and some of them once more as text. */
export function columnsOf(
  { db }: Reader,
  { dialect }: Models,
  { scalars, table }: Model,
): string[] {
  const asText = scalars
    .filter(({ type }) => isReadAsText(dialect, type))
    .map(({ column }) => db.raw(castToText(dialect), [`${table}.${column}`, AS_TEXT + column]));
  // knex takes raw columns too, which its types for this call do not say.
  return [`${table}.*`, ...asText] as string[];
}

function castToText(dialect: Dialect): string {
  return `cast(?? as ${dialect === 'mysql' ? 'char' : 'text'}) as ??`;
}

/**
 * Turns raw rows of a type into rows by attribute, in the order of the table's columns, as the official export has
 * them. What there is to do for each column is found out at the first row.
 */
export function createRowReader({
  scalars,
  attributeOf,
}: Model): (values: unknown[], names: string[]) => Row {
  const types = new Map(scalars.map(({ column, type }) => [column, type]));
  let steps: Step[] | undefined;

  const prepare = (names: string[]): Step[] =>
    names.flatMap((column, at) => {
      const attribute = attributeOf[column];
      const type = types.get(column);
      if (attribute === undefined || type === undefined) return [];
      return [{ at, asTextAt: names.indexOf(AS_TEXT + column), attribute, read: readerFor(type) }];
    });

  return (values, names) => {
    steps ??= prepare(names);
    const row: Row = {};
    for (const { at, asTextAt, attribute, read } of steps) {
      const value = asTextAt >= 0 && isDigits(values[asTextAt]) ? values[asTextAt] : values[at];
      row[attribute] = value === null || value === undefined ? null : read(value);
    }
    return row;
  };
}

interface Step {
  at: number;
  /** -1 for a column that does not come as text too. */
  asTextAt: number;
  attribute: string;
  read: (value: unknown) => unknown;
}

/** SQLite keeps what is too large for a big integer as a double, whose text has fewer digits than itself. */
function isDigits(text: unknown): boolean {
  return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text);
}
