import { createAppVariant } from '../../e2e/support/app-variant';
import { atEnd } from '../cleanup';

const TYPES = 100;

export interface WideType {
  name: string;
  uid: string;
  /** The uid of the type that this one points at. */
  next: string;
}

const nameOf = (index: number): string => `wide-${String((index % TYPES) + 1).padStart(3, '0')}`;
const uidOf = (name: string): string => `api::${name}.${name}`;

export const wideTypes: WideType[] = Array.from({ length: TYPES }, (_, index) => ({
  name: nameOf(index),
  uid: uidOf(nameOf(index)),
  next: uidOf(nameOf(index + 1)),
}));

/** The playground's app with a hundred content types more. */
export async function createWideApp(): Promise<string> {
  const files = wideTypes.map((type): [string, object] => [
    `api/${type.name}/content-types/${type.name}/schema.json`,
    schemaOf(type),
  ]);
  const { app, remove } = await createAppVariant('wide', Object.fromEntries(files));
  atEnd(remove);
  return app;
}

function schemaOf({ name, next }: WideType): object {
  return {
    kind: 'collectionType',
    collectionName: `${name.replace('-', '_')}s`,
    info: { singularName: name, pluralName: `${name}s`, displayName: name },
    options: { draftAndPublish: false },
    attributes: {
      title: { type: 'string' },
      text: { type: 'text' },
      count: { type: 'integer' },
      price: { type: 'decimal' },
      active: { type: 'boolean' },
      day: { type: 'date' },
      extra: { type: 'json' },
      next: { type: 'relation', relation: 'manyToOne', target: next },
    },
  };
}
