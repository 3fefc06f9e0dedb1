import { compose, object } from '../../database/json/template';
import type { Piece } from '../../database/json/words';
import type { Models, Relation, RelationStorage } from '../../database/model';
import { readLines } from '../../database/read-rows';
import type { LineQuery, Reader } from '../../database/reader';

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
 * of lines at a time.
 */
export async function* readLinks(question: LinkQuestion, uids: string[]): AsyncGenerator<Buffer> {
  for (const uid of uids) {
    for (const relation of question.models.need(uid).relations) {
      const links = await linksOf(question, uid, relation);
      if (!links) continue;
      let orphans = 0;
      yield* readLines(question.reader, links, (rows) => (orphans += rows));
      if (orphans > 0) question.orphaned(uid, relation.attribute, orphans);
    }
  }
}

type In<Where extends RelationStorage['in']> = Extract<RelationStorage, { in: Where }>;

/** The fields of an end in the official order, which differs with the storage; undefined for one that it does not have. */
type End = [field: keyof LinkEnd, value: Piece | undefined][];

/** How the links of a relation are kept. */
interface Kept {
  table: string;
  left: End;
  right: End;
  /** Expression of whether the rows at its ends exist. */
  isWhole: string;
  where?: string;
}

/** The name of the table that keeps the relation. */
const ALIAS = 'l';

/** Of links, whose lines are short. */
const FIRST_ROWS = 1000;

/** @returns the lines of one relation, orphans without one; undefined when its links are not wanted */
async function linksOf(
  question: LinkQuestion,
  uid: string,
  relation: Relation,
): Promise<LineQuery | undefined> {
  if ('target' in relation.storage && !question.includes(relation.storage.target)) return undefined;
  const { words } = question.reader;
  const { table, left, right, isWhole, where } = await keptLinks(question, uid, relation);
  const line = compose(words, [
    `{"kind":${JSON.stringify(relation.kind)},"relation":${JSON.stringify(relation.relation)},`,
    '"left":',
    ...object(fieldsOf(left)),
    ',"right":',
    ...object(fieldsOf(right)),
    '}',
  ]);
  return {
    table,
    alias: ALIAS,
    line: `case when ${isWhole} then ${line} end`,
    where,
    firstRows: FIRST_ROWS,
  };
}

function fieldsOf(end: End): Piece[] {
  return end.flatMap(([field, value]) => (value === undefined ? [] : [`,"${field}":`, value]));
}

function keptLinks(
  question: LinkQuestion,
  uid: string,
  { attribute, storage }: Relation,
): Kept | Promise<Kept> {
  switch (storage.in) {
    case 'joinTable':
      return inJoinTable(question, uid, attribute, storage);
    case 'column':
      return inColumn(question, uid, attribute, storage);
    case 'morphTable':
      return inMorphTable(question, uid, attribute, storage);
    case 'morphColumns':
      return inMorphColumns(question, uid, attribute, storage);
  }
}

/** Expressions of values in the relation's own table. */
function createValues({ reader: { words } }: LinkQuestion) {
  const column = (name: string): string => words.name(`${ALIAS}.${name}`);
  const valueOf =
    (type: string) =>
    (name: string): Piece => ({ sql: words.value(type, column(name)) });
  return {
    column,
    id: valueOf('integer'),
    position: valueOf('float'),
    text: valueOf('string'),
    // Not `exists`: a server would rather begin with the other table, and sort all links for every page.
    isRow: (table: string, ref: string, referenced = 'id'): string =>
      `(select 1 from ${words.name(table)} as ${words.name('o')} ` +
      `where ${words.name(`o.${referenced}`)} = ${column(ref)} limit 1) is not null`,
  };
}

const constant = (value: string | undefined): Piece | undefined => value && JSON.stringify(value);

function inJoinTable(
  question: LinkQuestion,
  uid: string,
  attribute: string,
  storage: In<'joinTable'>,
): Kept {
  const { table, ownerColumn, targetColumn, ownerOrder, targetOrder } = storage;
  const { target, inversedBy } = storage;
  const { id, position, isRow } = createValues(question);
  const tableOf = (type: string): string => question.models.need(type).table;
  return {
    table,
    left: [
      ['type', constant(uid)],
      ['field', constant(attribute)],
      ['ref', id(ownerColumn)],
      ['pos', targetOrder && position(targetOrder)],
    ],
    right: [
      ['type', constant(target)],
      ['field', constant(inversedBy)],
      ['ref', id(targetColumn)],
      ['pos', ownerOrder && position(ownerOrder)],
    ],
    isWhole: `${isRow(tableOf(uid), ownerColumn)} and ${isRow(tableOf(target), targetColumn)}`,
  };
}

/** A relation kept in the owner's own table. Not by id when it mirrors a document: `localizations` of i18n. */
function inColumn(
  question: LinkQuestion,
  uid: string,
  attribute: string,
  { column: name, referencedColumn, target }: In<'column'>,
): Kept {
  const { column, id, text, isRow } = createValues(question);
  return {
    table: question.models.need(uid).table,
    left: [
      ['type', constant(uid)],
      ['ref', id('id')],
      ['field', constant(attribute)],
    ],
    right: [
      ['type', constant(target)],
      ['ref', referencedColumn === 'id' ? id(name) : text(name)],
    ],
    isWhole: isRow(question.models.need(target).table, name, referencedColumn),
    where: `${column(name)} is not null`,
  };
}

async function inMorphTable(
  question: LinkQuestion,
  uid: string,
  attribute: string,
  { table, ownerColumn, idColumn, typeColumn }: In<'morphTable'>,
): Promise<Kept> {
  const { id, position, text } = createValues(question);
  return {
    table,
    left: [
      ['type', constant(uid)],
      ['field', constant(attribute)],
      ['ref', id(ownerColumn)],
    ],
    right: [
      ['ref', id(idColumn)],
      ['pos', position('order')],
      ['type', text(typeColumn)],
      ['field', text('field')],
    ],
    ...(await toAnyType(question, table, idColumn, typeColumn)),
  };
}

async function inMorphColumns(
  question: LinkQuestion,
  uid: string,
  attribute: string,
  { idColumn, typeColumn }: In<'morphColumns'>,
): Promise<Kept> {
  const { id, text } = createValues(question);
  const { table } = question.models.need(uid);
  return {
    table,
    left: [
      ['type', constant(uid)],
      ['ref', id('id')],
      ['field', constant(attribute)],
    ],
    right: [
      ['type', text(typeColumn)],
      ['ref', id(idColumn)],
    ],
    ...(await toAnyType(question, table, idColumn, typeColumn)),
  };
}

/** No foreign key stands behind a target that may be of any type. */
async function toAnyType(
  question: LinkQuestion,
  table: string,
  idColumn: string,
  typeColumn: string,
): Promise<Pick<Kept, 'where' | 'isWhole'>> {
  const { name, text } = question.reader.words;
  const { column, isRow } = createValues(question);
  const found = await question.reader.rows(
    `select distinct ${name(typeColumn)} as ${name('type')} from ${name(table)}`,
  );
  const wanted = found
    .map(({ type }) => type as string | null)
    .filter((type) => type !== null && question.includes(type)) as string[];
  if (wanted.length === 0) return { where: '1 = 0', isWhole: '1 = 0' };

  const cases = wanted.map((type) => {
    const target = question.models.get(type);
    return `when ${text(type)} then ${target ? isRow(target.table, idColumn) : '1 = 0'}`;
  });
  return {
    where: `${column(idColumn)} is not null and ${column(typeColumn)} in (${wanted.map(text).join(', ')})`,
    isWhole: `case ${column(typeColumn)} ${cases.join(' ')} end`,
  };
}
