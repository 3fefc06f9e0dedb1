import type { Core } from '@strapi/types';
import { hostOf } from '../host/host';

/** The database's query builder, knex; also an open transaction of it. */
export type Db = Core.Strapi['db']['connection'];

/** A transaction of the query builder. */
export type Trx = Parameters<Parameters<Core.Strapi['db']['transaction']>[0]>[0]['trx'];

export type Dialect = 'sqlite' | 'postgres' | 'mysql';

/** A column that holds a value of the row itself. */
export interface Scalar {
  attribute: string;
  column: string;
  /** `string`, `datetime`, …: Strapi's type of the attribute, or its host's word for it. Decides how a value is kept. */
  type: string;
  /** What a row gets that does not say: Strapi's own default. */
  makeDefault(): unknown;
}

/** An attribute whose values are rows of components, which hang on their owner by a join table. */
export interface ComponentField {
  attribute: string;
  kind: 'single' | 'repeatable' | 'dynamicZone';
  /** The components it may hold: one, or several in a dynamic zone. */
  uids: string[];
  joinTable: string;
  joinColumns: ComponentJoin;
}

/** The columns of a component join table. */
export interface ComponentJoin {
  owner: string;
  component: string;
  type: string;
  field: string;
  order: string;
}

/** A relation that this type owns: the other side only mirrors it. */
export interface Relation {
  attribute: string;
  /** Strapi's word, such as `oneToMany`. */
  relation: string;
  /** How an archive's link names it (`@strapi/data-transfer` queries/link). */
  kind: 'relation.basic' | 'relation.circular' | 'relation.morph';
  storage: RelationStorage;
}

export type RelationStorage =
  | {
      in: 'joinTable';
      table: string;
      ownerColumn: string;
      targetColumn: string;
      /** Where the target stands in the owner's list, and the owner in the target's. */
      targetOrder?: string;
      ownerOrder?: string;
      target: string;
      inversedBy?: string;
    }
  | { in: 'morphTable'; table: string; ownerColumn: string; idColumn: string; typeColumn: string }
  | { in: 'column'; column: string; referencedColumn: string; target: string }
  | { in: 'morphColumns'; idColumn: string; typeColumn: string };

/** A content type, component or model of Strapi's own, as its tables have it. */
export interface Model {
  uid: string;
  table: string;
  scalars: Scalar[];
  components: ComponentField[];
  relations: Relation[];
  /** Attribute of each column, relations included, in the words of Strapi's metadata. */
  attributeOf: Record<string, string>;
}

export interface Models {
  dialect: Dialect;
  /** The uids behind the two kinds of configuration line (`@strapi/data-transfer` local-source/configuration). */
  configuration: { 'core-store': string; webhook: string };
  /** Whether what stands in a dynamic zone begins with its type in a line, or ends with it. */
  componentTypeFirst: boolean;
  /** @returns undefined for a type that this site does not have */
  get(uid: string): Model | undefined;
  /** @throws Error for a type that this site does not have */
  need(uid: string): Model;
}

/** The components that rows of types may hold, in others or not. */
export function componentsIn(models: Models, uids: string[]): Set<string> {
  const found = new Set<string>();
  function addThoseOf(uid: string): void {
    for (const component of models.get(uid)?.components.flatMap(({ uids }) => uids) ?? []) {
      if (found.has(component)) continue;
      found.add(component);
      addThoseOf(component);
    }
  }
  uids.forEach(addThoseOf);
  return found;
}

/**
 * What a transfer knows of the site's tables, all of it read from Strapi's own metadata (`@strapi/database` metadata).
 */
export function createModels(strapi: Core.Strapi): Models {
  const host = hostOf(strapi);
  const known = new Map<string, Model | undefined>();
  const models: Models = {
    dialect: strapi.db.dialect.client as Dialect,
    configuration: { 'core-store': 'strapi::core-store', webhook: host.webhookUid },
    componentTypeFirst: host.componentTypeFirst,
    get(uid) {
      if (!known.has(uid)) known.set(uid, describe(strapi, uid));
      return known.get(uid);
    },
    need(uid) {
      const model = models.get(uid);
      if (!model) throw new Error(`This site has no ${uid}`);
      return model;
    },
  };
  return models;
}

/** What we read of an attribute in Strapi's metadata; its own types leave most of it open. */
interface Attribute {
  type: string;
  columnName?: string;
  default?: unknown;
  relation?: string;
  target?: string;
  owner?: boolean;
  inversedBy?: string;
  mappedBy?: string;
  morphBy?: string;
  joinColumn?: { name: string; referencedColumn?: string };
  joinTable?: JoinTable;
  morphColumn?: MorphColumn;
}

interface JoinTable {
  name: string;
  joinColumn: { name: string };
  inverseJoinColumn?: { name: string };
  morphColumn?: MorphColumn;
  orderColumnName?: string;
  inverseOrderColumnName?: string;
}

interface MorphColumn {
  idColumn: { name: string };
  typeColumn: { name: string };
}

/** What we read of an attribute in the code's schema. */
interface SchemaAttribute {
  type: string;
  component?: string;
  components?: string[];
  repeatable?: boolean;
}

interface Metadata {
  tableName: string;
  attributes: Record<string, Attribute>;
  columnToAttribute: Record<string, string>;
}

const SCALAR_TYPES = new Set(
  (
    'increments password email string uid richtext text json enumeration integer biginteger float ' +
    'decimal date time datetime timestamp boolean blocks'
  ).split(' '),
);

function describe(strapi: Core.Strapi, uid: string): Model | undefined {
  if (!strapi.db.metadata.has(uid)) return undefined;
  const { tableName, attributes, columnToAttribute } = strapi.db.metadata.get(uid) as Metadata;
  const schema = strapi.getModel(uid as never) as
    | { attributes?: Record<string, SchemaAttribute> }
    | undefined;
  const inTable = (table: string): string => withSchema(strapi, table);
  const { valueType } = hostOf(strapi);

  const model: Model = {
    uid,
    table: inTable(tableName),
    scalars: [],
    components: [],
    relations: [],
    attributeOf: columnToAttribute,
  };
  for (const [name, attribute] of Object.entries(attributes)) {
    const component = toComponentField(name, attribute, schema?.attributes?.[name], inTable);
    if (component) model.components.push(component);
    else if (SCALAR_TYPES.has(attribute.type)) {
      const type = valueType(attribute.type);
      model.scalars.push(toScalar(name, { ...attribute, type }));
    } else if (isOwnedRelation(attribute)) {
      const storage = storageOf(attribute, inTable);
      if (storage) model.relations.push(toRelation(uid, name, attribute, storage));
    }
  }
  return model;
}

function toScalar(attribute: string, { type, columnName, default: value }: Attribute): Scalar {
  const makeDefault = typeof value === 'function' ? (value as () => unknown) : () => value ?? null;
  return { attribute, column: columnName ?? attribute, type, makeDefault };
}

function toComponentField(
  attribute: string,
  { joinTable }: Attribute,
  schema: SchemaAttribute | undefined,
  inTable: (table: string) => string,
): ComponentField | undefined {
  if (!joinTable || (schema?.type !== 'component' && schema?.type !== 'dynamiczone')) return;
  const repeatable = schema.repeatable ? 'repeatable' : 'single';
  return {
    attribute,
    kind: schema.type === 'dynamiczone' ? 'dynamicZone' : repeatable,
    uids: schema.components ?? [schema.component!],
    joinTable: inTable(joinTable.name),
    joinColumns: componentJoin(joinTable),
  };
}

/** Strapi 4 and 5 name the column of the component differently; the last three neither tells in its metadata. */
function componentJoin({ joinColumn, inverseJoinColumn, morphColumn }: JoinTable): ComponentJoin {
  const component = inverseJoinColumn ?? morphColumn?.idColumn;
  return {
    owner: joinColumn.name,
    component: component!.name,
    type: 'component_type',
    field: 'field',
    order: 'order',
  };
}

function isOwnedRelation({ type, owner, mappedBy, morphBy }: Attribute): boolean {
  return type === 'relation' && (owner || (!mappedBy && !morphBy));
}

function toRelation(
  uid: string,
  attribute: string,
  { relation = '', target }: Attribute,
  storage: RelationStorage,
): Relation {
  const circular = target === uid ? 'relation.circular' : 'relation.basic';
  const kind = relation.startsWith('morph') ? 'relation.morph' : circular;
  return { attribute, relation, kind, storage };
}

function storageOf(
  { joinColumn, joinTable, morphColumn, target, inversedBy }: Attribute,
  inTable: (table: string) => string,
): RelationStorage | undefined {
  if (joinTable?.morphColumn) {
    return {
      in: 'morphTable',
      table: inTable(joinTable.name),
      ownerColumn: joinTable.joinColumn.name,
      idColumn: joinTable.morphColumn.idColumn.name,
      typeColumn: joinTable.morphColumn.typeColumn.name,
    };
  }
  if (joinTable?.inverseJoinColumn && target) {
    return {
      in: 'joinTable',
      table: inTable(joinTable.name),
      ownerColumn: joinTable.joinColumn.name,
      targetColumn: joinTable.inverseJoinColumn.name,
      targetOrder: joinTable.orderColumnName,
      ownerOrder: joinTable.inverseOrderColumnName,
      target,
      inversedBy,
    };
  }
  if (joinColumn && target) {
    const { name: column, referencedColumn = 'id' } = joinColumn;
    return { in: 'column', column, referencedColumn, target };
  }
  if (morphColumn) {
    const { idColumn, typeColumn } = morphColumn;
    return { in: 'morphColumns', idColumn: idColumn.name, typeColumn: typeColumn.name };
  }
  return undefined;
}

/** With the database's schema when one is configured (PostgreSQL). */
function withSchema(strapi: Core.Strapi, table: string): string {
  const { schema } = strapi.db.connection.client.connectionSettings as { schema?: string };
  return schema ? `${schema}.${table}` : table;
}
