import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { APP } from '../../e2e/support/site';
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

/**
 * The playground's app with a hundred content types more. It stands beside the app, because the app's configuration
 * finds the plugin by a relative path.
 */
export async function createWideApp(): Promise<string> {
  const app = path.join(path.dirname(APP), `variant-wide-${process.pid}`);
  atEnd(() => rm(app, { recursive: true, force: true }));
  for (const part of ['package.json', 'config', 'src']) {
    await cp(path.join(APP, part), path.join(app, part), { recursive: true });
  }
  for (const type of wideTypes) {
    const folder = path.join(app, 'src/api', type.name, 'content-types', type.name);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'schema.json'), JSON.stringify(schemaOf(type)));
  }
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
