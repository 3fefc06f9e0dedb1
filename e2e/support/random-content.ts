import fc from 'fast-check';
import type { ArchiveRecords, Data, Entity, Link, LinkEnd, Schema } from './archive-records';
import { HOST } from './host';
import { firstCharacters, valueFor } from './random-values';

const FILE_UID = 'plugin::upload.file';
const LOCALES = ['en', 'fr'];
const MOST_TARGETS = 5;

export interface RandomContent {
  entities: Entity[];
  links: Link[];
}

/**
 * Rows of every content type of the app, with components and relations, as `strapi export` would have written them; the
 * same for the same seed. What plugins own (locales, roles, files) is the model's.
 * @param model an archive of the site in which each relation of the app occurs, so that its links tell their form
 * @param documents how many documents of each collection type
 */
export function randomContent(
  model: ArchiveRecords,
  { seed, documents }: { seed: number; documents: number },
): RandomContent {
  // Another seed for each sample, or all relations with the same number of targets would choose the same ones.
  let samples = 0;
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] =>
    fc.sample(arbitrary, { seed: seed + 7919 * samples++, numRuns: count });
  const schemas = new Map(model.schemas.map((schema) => [schema.uid, schema]));
  const isOfApp = (uid: string): boolean =>
    uid.startsWith('api::') || schemas.get(uid)?.modelType === 'component';

  const rows: Entity[] = [...schemas.values()]
    .filter(({ modelType, uid }) => modelType === 'contentType' && isOfApp(uid))
    .flatMap((schema) => randomRows(schema, schemas, documents, sample));
  const owners = giveIds(rows, schemas, sample);

  const kept = model.links.filter(({ left, right }) => !isOfApp(left.type) && !isOfApp(right.type));
  const files = model.entities.filter(({ type }) => type === FILE_UID).map(({ id }) => id);
  const links = [
    ...randomRelations(model, owners, schemas, sample),
    ...randomMedia(model, owners, schemas, files, sample),
    ...rows.flatMap((row) => linkToItself(row, model)),
  ];
  const content: RandomContent = {
    entities: [...model.entities.filter(({ type }) => !isOfApp(type)), ...rows],
    links: sample(fc.shuffledSubarray(links, { minLength: links.length }), 1)[0]!.concat(kept),
  };
  // As it would stand in the archive: without -0, without what is undefined.
  return JSON.parse(JSON.stringify(content)) as RandomContent;
}

type Sample = <T>(arbitrary: fc.Arbitrary<T>, count: number) => T[];

/** Documents of one type, each in some of its locales and versions. Their ids come later. */
function randomRows(
  schema: Schema,
  schemas: Map<string, Schema>,
  documents: number,
  sample: Sample,
): Entity[] {
  const locales = schema.pluginOptions?.i18n?.localized ? LOCALES : [null];
  const states = schema.options?.draftAndPublish ? ['draft', 'published'] : ['published'];
  const versions = locales.flatMap((locale) => states.map((state) => ({ locale, state })));
  const row = dataFor(schema, schemas);
  const version = ({ locale, state }: (typeof versions)[number]): fc.Arbitrary<Data> =>
    row.map((data) => ({
      ...data,
      // Strapi 4 has it in types that are localized only.
      ...('locale' in schema.attributes && { locale }),
      publishedAt: state === 'draft' ? null : data.publishedAt,
    }));
  const document = fc.record({
    documentId: fc.stringMatching(/^[a-z][a-z0-9]{19}$/),
    rows: fc.subarray(versions, { minLength: 1 }).chain((some) => fc.tuple(...some.map(version))),
  });

  return sample(document, schema.kind === 'singleType' ? 1 : documents).flatMap(
    ({ documentId, rows }, index) =>
      rows.map((data, copy) => {
        const id = documentId + index.toString(36).padStart(4, '0');
        const unique = uniqueIn(schema, data, `${index} ${copy}`);
        const identity = HOST.hasDocumentIds ? { documentId: id } : {};
        return { type: schema.uid, id: 0, data: { ...identity, ...unique } };
      }),
  );
}

/** The fields of a row or of a component, without the row's links. */
function dataFor(schema: Schema, schemas: Map<string, Schema>): fc.Arbitrary<Data> {
  const component = (uid: string): fc.Arbitrary<Data> => dataFor(schemas.get(uid)!, schemas);
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    const { type, repeatable, components } = attribute;
    if (type === 'relation' || type === 'media') continue;
    if (type === 'dynamiczone') {
      const parts = components!.map((uid) =>
        component(uid).map((data) => ({ ...data, __component: uid })),
      );
      fields[name] = fc.array(fc.oneof(...parts), { maxLength: 6 });
    } else if (type === 'component') {
      const part = component(attribute.component!);
      fields[name] = repeatable ? fc.array(part, { maxLength: 4 }) : fc.option(part, { freq: 3 });
    } else {
      // Strapi fills them in every row.
      const required = attribute.required || /^(created|updated|published)At$/.test(name);
      fields[name] = valueFor({ ...attribute, required });
    }
  }
  return fc.record(fields, { noNullPrototype: true });
}

function uniqueIn({ attributes }: Schema, data: Data, suffix: string): Data {
  const changed = { ...data };
  for (const [name, { unique, type }] of Object.entries(attributes)) {
    // A uid is unique in Strapi 4's database, whatever its language.
    const isUnique = unique || (type === 'uid' && data[name] !== null);
    if (isUnique) changed[name] = `${firstCharacters(String(data[name]), 200)} ${suffix}`;
  }
  return changed;
}

/**
 * Gives every row and every component an id, in no order and with gaps.
 * @returns the ids of each type
 */
function giveIds(
  rows: Entity[],
  schemas: Map<string, Schema>,
  sample: Sample,
): Map<string, number[]> {
  const holders = new Map<string, { id?: unknown }[]>();
  const hold = (uid: string, holder: { id?: unknown }): void => {
    holders.set(uid, [...(holders.get(uid) ?? []), holder]);
  };
  for (const row of rows) {
    hold(row.type, row);
    for (const { uid, part } of componentsIn(row.data, schemas.get(row.type)!, schemas)) {
      hold(uid, part);
    }
  }

  const ids = new Map<string, number[]>();
  for (const [uid, list] of holders) {
    const range = Array.from({ length: list.length * 4 }, (_, index) => index + 1);
    const some = fc.shuffledSubarray(range, { minLength: list.length, maxLength: list.length });
    ids.set(uid, sample(some, 1)[0]!);
    for (const [index, holder] of list.entries()) holder.id = ids.get(uid)![index]!;
  }
  return ids;
}

function* componentsIn(
  data: Data,
  schema: Schema,
  schemas: Map<string, Schema>,
): Generator<{ uid: string; part: Data }> {
  for (const [name, { type, component }] of Object.entries(schema.attributes)) {
    if (type !== 'component' && type !== 'dynamiczone') continue;
    for (const part of [data[name] ?? []].flat() as Data[]) {
      const uid = component ?? String(part.__component);
      yield { uid, part };
      yield* componentsIn(part, schemas.get(uid)!, schemas);
    }
  }
}

/** For every relation of every owner: none to some targets, in random order. */
function randomRelations(
  model: ArchiveRecords,
  owners: Map<string, number[]>,
  schemas: Map<string, Schema>,
  sample: Sample,
): Link[] {
  return [...owners].flatMap(([uid, ids]) =>
    ownedRelations(schemas.get(uid)!).flatMap((field) => {
      const form = model.links.find(({ left }) => left.type === uid && left.field === field);
      if (!form) throw new Error(`The model has no link of ${uid} ${field} to learn from`);
      const isToOne = /ToOne$/.test(form.relation);
      const chosen = targets(owners.get(form.right.type)!, isToOne ? 1 : MOST_TARGETS);
      return sample(chosen, ids.length).flatMap((list, index) =>
        list.map(({ ref, leftPos, rightPos }) => ({
          ...form,
          left: at(form.left, ids[index]!, leftPos),
          right: at(form.right, ref, rightPos),
        })),
      );
    }),
  );
}

function ownedRelations({ attributes }: Schema): string[] {
  return Object.entries(attributes)
    .filter(
      ([name, { type, target, mappedBy }]) =>
        type === 'relation' &&
        !mappedBy &&
        name !== 'localizations' &&
        // Never in an archive.
        !target?.startsWith('admin::'),
    )
    .map(([name]) => name);
}

interface Target {
  ref: number;
  leftPos: number | null;
  rightPos: number | null;
}

function targets(ids: number[], most: number): fc.Arbitrary<Target[]> {
  const refs = fc.uniqueArray(fc.constantFrom(...ids), { maxLength: most });
  // What is moved in a list comes to stand between two others, and rows of an older Strapi have no place at all.
  const position = fc.option(
    fc.integer({ min: 2, max: 40 }).map((half) => half / 2),
    { freq: 20 },
  );
  const positions = fc.tuple(position, position);
  return fc
    .tuple(refs, fc.array(positions, { minLength: most, maxLength: most }))
    .map(([list, places]) =>
      list.map((ref, index) => ({ ref, leftPos: places[index]![0], rightPos: places[index]![1] })),
    );
}

function at(form: LinkEnd, ref: number, pos: number | null): LinkEnd {
  return { ...form, ref, ...('pos' in form && { pos }) };
}

/** For every media field of every owner: none to some files, the same file in several places. */
function randomMedia(
  model: ArchiveRecords,
  owners: Map<string, number[]>,
  schemas: Map<string, Schema>,
  files: number[],
  sample: Sample,
): Link[] {
  const form = model.links.find(({ left }) => left.type === FILE_UID && left.field === 'related')!;
  return [...owners].flatMap(([type, ids]) =>
    Object.entries(schemas.get(type)!.attributes)
      .filter(([, attribute]) => attribute.type === 'media')
      .flatMap(([field, { multiple }]) => {
        const most = multiple ? MOST_TARGETS : 1;
        return sample(targets(files, most), ids.length).flatMap((list, index) =>
          list.map(({ ref, rightPos }) => ({
            ...form,
            left: at(form.left, ref, null),
            right: { type, ref: ids[index]!, field, pos: rightPos },
          })),
        );
      }),
  );
}

/** The link of each row to its own document, which Strapi makes of the row's documentId. */
function linkToItself({ type, id, data }: Entity, model: ArchiveRecords): Link[] {
  if (!HOST.hasDocumentIds) return [];
  return model.links
    .filter(({ left }) => left.type === type && left.field === 'localizations')
    .slice(0, 1)
    .map((form) => ({
      ...form,
      left: { ...form.left, ref: id },
      right: { ...form.right, ref: String(data.documentId) },
    }));
}
