import { parseArgs } from 'node:util';
import { HOST } from '../e2e/support/host';
import { DATABASES, type DatabaseClient } from './databases';
import type { Shape } from './shapes/content';
import { magazine } from './shapes/magazine';
import { media } from './shapes/media';
import { wide } from './shapes/wide';

const SHAPES: Shape[] = [magazine, media, wide];

export const USAGE = `npm run bench -- [flags]

  --shape <name>     magazine, media or wide; may be given again (default: all; only magazine where the database
                     is not SQLite)
  --database <name>  sqlite (default), postgres or mysql; may be given again
  --rounds <n>       default: 3, or 1 where an official command takes more than three minutes
  --scale <n>        size of the content, 1 by default; 0.1 to try something out
  --growth           also ours at sizes up to eight times the smallest, and docs/pictures/growth.svg with --write;
                     with TMPDIR=/dev/shm without the disk, which else may be what grows
  --huge             also one file of 2 GB
  --load             also 200 requests a second to the content API meanwhile
  --only             just those, without the comparison
  --all              all of that, on all databases
  --write            puts the tables of what was measured into docs/benchmarks.md

LIFEBOAT_HOST=strapi4 measures on Strapi 4: the magazine, and of its tables only the comparison on SQLite is written.
LIFEBOAT_TEST_POSTGRES_URL and LIFEBOAT_TEST_MYSQL_URL say where the servers are, as for the tests; each site gets a
database of its own there.`;

export interface Options {
  shapes: Shape[] | undefined;
  databases: DatabaseClient[];
  rounds: number | undefined;
  scale: number;
  growth: boolean;
  huge: boolean;
  load: boolean;
  /** Without the comparison with the official commands. */
  only: boolean;
  write: boolean;
}

/** @throws when a flag is not known or makes no sense */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      shape: { type: 'string', multiple: true },
      database: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      scale: { type: 'string', default: '1' },
      growth: { type: 'boolean', default: false },
      huge: { type: 'boolean', default: false },
      load: { type: 'boolean', default: false },
      only: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const { all } = values;
  const databases = values.database ?? (all ? DATABASES : ['sqlite']);
  return {
    shapes: values.shape?.map((name) => oneOf(SHAPES, name, (shape) => shape.name)),
    databases: databases.map((name) => oneOf(DATABASES, name, (database) => database)),
    rounds: values.rounds === undefined ? undefined : positive('rounds', values.rounds),
    scale: positive('scale', values.scale),
    growth: values.growth || all,
    huge: values.huge || all,
    load: values.load || all,
    only: values.only,
    write: values.write,
  };
}

/** What is measured on a database, unless asked for otherwise. */
export function shapesFor(database: DatabaseClient, { shapes }: Options): Shape[] {
  const isWhole = database === 'sqlite' && HOST.name === 'strapi5';
  return shapes ?? (isWhole ? SHAPES : [magazine]);
}

function oneOf<T>(known: readonly T[], name: string, nameOf: (item: T) => string): T {
  const found = known.find((item) => nameOf(item) === name);
  if (found === undefined) throw new Error(`${name} is none of ${known.map(nameOf).join(', ')}`);
  return found;
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${flag} wants a number above zero`);
  return value;
}
