import fc from 'fast-check';
import type { Attribute, Data, Schema } from './archive-records';
import { valueFor } from './random-values';

/** Content types and components that no one has written, and what stands in them. */
export interface RandomApp {
  /** By their path in the app's `src`. */
  files: Record<string, object>;
  documents: RandomDocument[];
}

/** One entry of a content type. Where another stands in it there is a {@link Reference}, where a file a {@link FileReference}. */
export interface RandomDocument {
  key: string;
  uid: string;
  isPublished: boolean;
  /** What each language has; one that has none has it under `''`. Without the relations of the type itself. */
  data: Record<string, Data>;
  /** Set when all documents are there. */
  relations: Data;
}
export interface Reference {
  $document: string;
}
export interface FileReference {
  $file: number;
}

export const FILES = 5;

const TYPES = 6;
const COMPONENTS = 5;
const DOCUMENTS = 4;
const LOCALES = ['en', 'fr'];

/** Two that name each other; the others only know their target. */
const PAIRS = [
  ['oneToOne', 'oneToOne'],
  ['manyToOne', 'oneToMany'],
  ['manyToMany', 'manyToMany'],
];
const ONE_WAY = ['oneToOne', 'oneToMany', 'manyToOne', 'manyToMany'];
/** A component knows no way back. */
const OF_COMPONENTS = ['oneToOne', 'oneToMany'];

const SCALARS = [
  'string',
  'text',
  'richtext',
  'uid',
  'email',
  'password',
  'enumeration',
  'blocks',
  'json',
  'decimal',
  'float',
  'biginteger',
  'integer',
  'boolean',
  'datetime',
  'date',
  'time',
];

/** The same for the same seed. */
export function randomApp(seed: number): RandomApp {
  let samples = 0;
  const one = <T>(arbitrary: fc.Arbitrary<T>): T =>
    fc.sample(arbitrary, { seed: seed + 7919 * samples++, numRuns: 1 })[0]!;

  const uids = numbers(TYPES).map((n) => `api::odd-${n}.odd-${n}`);
  const components: Schema[] = [];
  for (const n of numbers(COMPONENTS)) components.push(one(componentSchema(n, components, uids)));
  const types = numbers(TYPES).map((n) => one(typeSchema(n, uids[n - 1]!, components, uids)));
  for (const n of numbers(TYPES)) pair(types, n, one);

  const schemas = new Map([...components, ...types].map((schema) => [schema.uid, schema]));
  return {
    files: Object.fromEntries([...schemas.values()].map(fileOf)),
    documents: randomDocuments(types, schemas, one),
  };
}

type One = <T>(arbitrary: fc.Arbitrary<T>) => T;

const numbers = (many: number): number[] => Array.from({ length: many }, (_, index) => index + 1);

/** Of any length and case: the names of columns and of the tables between others follow from them. */
const attributeName = fc.stringMatching(/^[a-z][A-Za-z0-9]{2,28}$/);

const scalarOf = (types: string[]): fc.Arbitrary<Attribute> =>
  fc
    .record({
      type: fc.constantFrom(...types),
      private: fc.boolean(),
      pluginOptions: fc.constant({ i18n: { localized: true } }),
    })
    .map(
      (attribute): Attribute => ({
        ...attribute,
        ...(attribute.type === 'enumeration' && { enum: ['one', 'Two words', 'ÄÖÜ', 'a_3'] }),
      }),
    );

const media = fc
  .boolean()
  .map((multiple): Attribute => ({ type: 'media', multiple, ...LOCALIZED }));
const LOCALIZED = { pluginOptions: { i18n: { localized: true } } };

/** @param among relations that an attribute may be */
const relation = (among: string[], targets: string[]): fc.Arbitrary<Attribute> =>
  fc.record({
    type: fc.constant('relation'),
    relation: fc.constantFrom(...among),
    target: fc.constantFrom(...targets),
  });

/** @param known components that may stand in it */
function parts(known: Schema[]): fc.Arbitrary<Attribute>[] {
  if (known.length === 0) return [];
  const uid = fc.constantFrom(...known.map((schema) => schema.uid));
  return [
    fc.record({
      type: fc.constant('component'),
      component: uid,
      repeatable: fc.boolean(),
      pluginOptions: fc.constant(LOCALIZED.pluginOptions),
    }),
  ];
}

function zones(known: Schema[]): fc.Arbitrary<Attribute> {
  const uids = known.map((schema) => schema.uid);
  return fc.subarray(uids, { minLength: 1 }).map((components) => ({
    type: 'dynamiczone',
    components,
    ...LOCALIZED,
  }));
}

/** Names differ, also when a database does not tell cases apart. */
function attributes(kinds: fc.Arbitrary<Attribute>[]): fc.Arbitrary<Record<string, Attribute>> {
  const named = fc.tuple(attributeName, fc.oneof(...kinds));
  return fc
    .uniqueArray(named, { minLength: 4, maxLength: 12, selector: ([name]) => name.toLowerCase() })
    .map((list) =>
      Object.fromEntries(list.map(([name, attribute], index) => [`${name}${index}`, attribute])),
    );
}

function componentSchema(n: number, known: Schema[], uids: string[]): fc.Arbitrary<Schema> {
  // Strapi itself fails on a `uid` in a component that may be empty.
  const scalar = scalarOf(SCALARS.filter((type) => type !== 'uid'));
  const kinds = [scalar, media, relation(OF_COMPONENTS, uids), ...parts(known)];
  return attributes(kinds).map((fields) => ({
    uid: `odd.part-${n}`,
    modelType: 'component',
    attributes: fields,
  }));
}

function typeSchema(n: number, uid: string, known: Schema[], uids: string[]): fc.Arbitrary<Schema> {
  const kinds = [scalarOf(SCALARS), media, relation(ONE_WAY, uids), ...parts(known), zones(known)];
  return fc.record({
    uid: fc.constant(uid),
    modelType: fc.constant('contentType'),
    kind: fc.constant(n === TYPES ? 'singleType' : 'collectionType'),
    options: fc.record({ draftAndPublish: fc.boolean() }),
    pluginOptions: fc.boolean().map((localized) => ({ i18n: { localized } })),
    attributes: attributes(kinds),
  }) as fc.Arbitrary<Schema>;
}

/** A relation of which both sides know, to another type or to the type itself. */
function pair(types: Schema[], n: number, one: One): void {
  const owner = types[n - 1]!;
  const target = one(fc.constantFrom(...types));
  const [relationOfOwner, relationOfTarget] = one(fc.constantFrom(...PAIRS));
  const [to, from] = [`to${n}`, `from${n}`];
  const type = 'relation';
  Object.assign(owner.attributes, {
    [to]: { type, relation: relationOfOwner, target: target.uid, inversedBy: from },
  });
  Object.assign(target.attributes, {
    [from]: { type, relation: relationOfTarget, target: owner.uid, mappedBy: to },
  });
}

function fileOf({ uid, attributes: fields, ...schema }: Schema): [string, object] {
  const name = uid.split('.')[1]!;
  if (schema.modelType === 'component') {
    const collectionName = `components_odd_${name.replace('-', '_')}`;
    return [
      `components/odd/${name}.json`,
      { collectionName, info: { displayName: name }, options: {}, attributes: fields },
    ];
  }
  const { kind, options, pluginOptions } = schema;
  const info = { singularName: name, pluralName: `${name}s`, displayName: name };
  const collectionName = `${name.replace('-', '_')}s`;
  return [
    `api/${name}/content-types/${name}/schema.json`,
    { kind, collectionName, info, options, pluginOptions, attributes: fields },
  ];
}

function randomDocuments(types: Schema[], schemas: Map<string, Schema>, one: One) {
  const keysOf = ({ uid, kind }: Schema): string[] =>
    numbers(kind === 'singleType' ? 1 : DOCUMENTS).map((n) => `${uid} ${n}`);
  const keys = new Map(types.map((schema) => [schema.uid, keysOf(schema)]));
  const before: string[] = [];
  return types.flatMap((schema) =>
    keys.get(schema.uid)!.map((key): RandomDocument => {
      const inParts = new Map(
        [...keys].map(([uid, list]) => [uid, list.filter((other) => before.includes(other))]),
      );
      const locales = schema.pluginOptions?.i18n?.localized ? LOCALES : [''];
      const fields = dataFor(schema, schemas, inParts);
      const document = {
        key,
        uid: schema.uid,
        isPublished: one(fc.boolean()),
        data: Object.fromEntries(locales.map((locale) => [locale, one(fields)])),
        relations: one(fc.record(relationsOf(schema, keys))),
      };
      before.push(key);
      return document;
    }),
  );
}

/** Relations of a type that it owns, to any documents. */
function relationsOf(
  { attributes: fields }: Schema,
  keys: Map<string, string[]>,
): Record<string, fc.Arbitrary<unknown>> {
  const owned = Object.entries(fields).filter(
    ([, { type, mappedBy }]) => type === 'relation' && !mappedBy,
  );
  return Object.fromEntries(owned.map(([name, attribute]) => [name, references(attribute, keys)]));
}

function references(
  { relation: form, target }: Attribute,
  keys: Map<string, string[]>,
): fc.Arbitrary<unknown> {
  const documents = keys.get(target!)!.map((key): Reference => ({ $document: key }));
  const isToOne = /ToOne$/.test(form!);
  if (documents.length === 0) return fc.constant(isToOne ? null : []);
  return isToOne ? fc.option(fc.constantFrom(...documents)) : fc.shuffledSubarray(documents);
}

/** @param keys documents that may stand in components */
function dataFor(
  { attributes: fields, modelType }: Schema,
  schemas: Map<string, Schema>,
  keys: Map<string, string[]>,
): fc.Arbitrary<Data> {
  const part = (uid: string): fc.Arbitrary<Data> => dataFor(schemas.get(uid)!, schemas, keys);
  const values: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, attribute] of Object.entries(fields)) {
    const { type, repeatable, component, components } = attribute;
    if (type === 'relation') {
      if (modelType === 'component') values[name] = references(attribute, keys);
    } else if (type === 'media') {
      const file = fc.integer({ min: 0, max: FILES - 1 }).map(($file) => ({ $file }));
      values[name] = attribute.multiple ? fc.array(file, { maxLength: 3 }) : fc.option(file);
    } else if (type === 'dynamiczone') {
      const some = components!.map((uid) =>
        part(uid).map((data) => ({ ...data, __component: uid })),
      );
      values[name] = fc.array(fc.oneof(...some), { maxLength: 4 });
    } else if (type === 'component') {
      values[name] = repeatable
        ? fc.array(part(component!), { maxLength: 3 })
        : fc.option(part(component!), { freq: 3 });
    } else {
      // Strapi counts a character outside of Unicode's first plane as two.
      const value = valueFor({ ...attribute, maxLength: 120 });
      // What Strapi hands to the database as it is, which is JSON on SQLite alone.
      values[name] =
        type === 'json' ? value.map((json) => (typeof json === 'string' ? [json] : json)) : value;
    }
  }
  return fc.record(values, { noNullPrototype: true });
}
