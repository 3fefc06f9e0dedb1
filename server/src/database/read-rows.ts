import { breathe } from './breathe';
import { type Db, type Dialect, type Model, type Models } from './model';
import { isReadAsText, readerFor } from './values';

export type Row = Record<string, unknown>;

/** Names under which columns come a second time, as text. */
const AS_TEXT = '__lifeboat_text_';

/** Few enough to be answered within a moment, many enough that the questions do not count. */
const PAGE_ROWS = 50;

/** As many values as one question may hold, well below each database's limit. */
const MAX_VALUES = 1000;

/** The raw rows of a table by ascending id, a page at a time. Every table of Strapi's has an `id`. */
export async function* pagesOf(
  db: Db,
  table: string,
  select: (query: ReturnType<Db>) => ReturnType<Db>,
  pageRows = PAGE_ROWS,
): AsyncGenerator<Row[]> {
  let lastId = 0;
  for (;;) {
    await breathe();
    const query = db(table).where(`${table}.id`, '>', lastId).orderBy(`${table}.id`);
    const page = (await select(query).limit(pageRows)) as Row[];
    if (page.length > 0) yield page;
    if (page.length < pageRows) return;
    lastId = page.at(-1)!.id as number;
  }
}

/** The rows of a type by ascending id, a page at a time, as Strapi reads them: by attribute. */
export async function* readPages(db: Db, models: Models, model: Model): AsyncGenerator<Row[]> {
  const toRow = rowReader(model);
  const pages = pagesOf(db, model.table, (query) => query.select(columnsOf(db, models, model)));
  for await (const page of pages) yield page.map(toRow);
}

/** The rows of a type with these ids, by id. */
export async function readByIds(
  db: Db,
  models: Models,
  model: Model,
  ids: number[],
): Promise<Map<number, Row>> {
  const toRow = rowReader(model);
  const found = new Map<number, Row>();
  for (const some of inChunks(ids)) {
    await breathe();
    const query = db(model.table)
      .whereIn('id', some)
      .select(columnsOf(db, models, model));
    for (const row of (await query) as Row[]) found.set(row.id as number, toRow(row));
  }
  return found;
}

/** Which of these values stand in a column of a type's table. */
export async function readExisting<Value extends number | string>(
  db: Db,
  table: string,
  column: string,
  values: Iterable<Value>,
): Promise<Set<Value>> {
  const found = new Set<Value>();
  for (const some of inChunks([...new Set(values)])) {
    await breathe();
    const rows = (await db(table).whereIn(column, some).pluck(column)) as Value[];
    for (const value of rows) found.add(value);
  }
  return found;
}

export function* inChunks<Item>(items: Item[], size = MAX_VALUES): Generator<Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

function columnsOf(db: Db, { dialect }: Models, { scalars }: Model): string[] {
  const asText = scalars
    .filter(({ type }) => isReadAsText(dialect, type))
    .map(({ column }) => db.raw(castToText(dialect), [column, AS_TEXT + column]));
  // knex takes raw columns too, which its types for this call do not say.
  return ['*', ...asText] as string[];
}

function castToText(dialect: Dialect): string {
  return `cast(?? as ${dialect === 'mysql' ? 'char' : 'text'}) as ??`;
}

/**
 * Turns raw rows into rows by attribute, in the order of the table's columns, as the official export has them. What
 * there is to do for each column is found out at the first row.
 */
function rowReader({ scalars, attributeOf }: Model): (raw: Row) => Row {
  const types = new Map(scalars.map(({ column, type }) => [column, type]));
  let steps: Step[] | undefined;

  const prepare = (raw: Row): Step[] =>
    Object.keys(raw).flatMap((column) => {
      const attribute = attributeOf[column];
      const type = types.get(column);
      if (attribute === undefined || type === undefined) return [];
      const asText = AS_TEXT + column in raw ? AS_TEXT + column : undefined;
      return [{ column, asText, attribute, read: readerFor(type) }];
    });

  return (raw) => {
    steps ??= prepare(raw);
    const row: Row = {};
    for (const { column, asText, attribute, read } of steps) {
      const value = asText !== undefined && isDigits(raw[asText]) ? raw[asText] : raw[column];
      row[attribute] = value === null || value === undefined ? null : read(value);
    }
    return row;
  };
}

interface Step {
  column: string;
  asText?: string;
  attribute: string;
  read: (value: unknown) => unknown;
}

/** SQLite keeps what is too large for a big integer as a double, whose text has fewer digits than itself. */
function isDigits(text: unknown): boolean {
  return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text);
}
