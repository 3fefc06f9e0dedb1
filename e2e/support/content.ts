import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Site } from './site';

const exec = promisify(execFile);

/** All that an archive carries of a site, in a form in which two sites can be compared. */
export interface Content {
  /** Rows by a name that does not depend on ids; components stand inside, without theirs. */
  entities: Record<string, unknown>;
  /** Links between such names, sorted, in the order of each relation. */
  links: string[];
  configuration: Record<string, unknown>;
  /** SHA-256 by file name. */
  assets: Record<string, string>;
}

interface Schema {
  uid: string;
  attributes: Record<string, { type: string; component?: string; repeatable?: boolean }>;
}
interface Entity {
  type: string;
  id: number;
  data: Record<string, unknown>;
}
interface End {
  type: string;
  ref: number | string;
  field?: string;
  pos?: number;
}
interface Link {
  kind: string;
  relation: string;
  left: End;
  right: End;
}

/**
 * Core-store rows that differ between two sites of the same content: they tell of the installation, or of when it was
 * last started.
 */
const INSTALLATION_ROWS = new Set(['plugin_upload_metrics', 'core_persisted_tables']);

/** Reads a site through the official export, the oracle of what it holds. Works while it runs. */
export async function contentOf(site: Site, ...filters: string[]): Promise<Content> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-content-'));
  try {
    await site.command(
      'export',
      '--no-encrypt',
      '--no-compress',
      '-f',
      path.join(dir, 'site'),
      ...filters,
    );
    return await contentOfArchive(path.join(dir, 'site.tar'));
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Reads a plain tar with the system's `tar`, so that no code under test has a hand in it. */
export async function contentOfArchive(tar: string): Promise<Content> {
  const dir = `${tar}.unpacked`;
  await mkdir(dir);
  await exec('tar', ['-xf', tar, '-C', dir]);
  const schemas = new Map(
    (await readJsonl<Schema>(dir, 'schemas')).map((schema) => [schema.uid, schema]),
  );
  const entities = await readJsonl<Entity>(dir, 'entities');
  const names = nameRows(entities, schemas);

  return {
    entities: Object.fromEntries(
      entities.map((entity) => [
        names.get(`${entity.type}:${entity.id}`)!,
        withoutIds(entity.data, schemas.get(entity.type)!, schemas),
      ]),
    ),
    links: (await readJsonl<Link>(dir, 'links')).map((link) => nameLink(link, names)).sort(),
    configuration: nameConfiguration(await readJsonl(dir, 'configuration')),
    assets: await hashFiles(path.join(dir, 'assets/uploads')),
  };
}

export async function hashFiles(dir: string): Promise<Record<string, string>> {
  const names = await readdir(dir).catch(() => [] as string[]);
  const files = names.filter((name) => !name.startsWith('.')).sort();
  const hashes = files.map(async (name) => [
    name,
    createHash('sha256')
      .update(await readFile(path.join(dir, name)))
      .digest('hex'),
  ]);
  return Object.fromEntries(await Promise.all(hashes));
}

async function readJsonl<T>(dir: string, folder: string): Promise<T[]> {
  const files = (await readdir(path.join(dir, folder)).catch(() => [] as string[])).sort();
  const records: T[] = [];
  for (const file of files) {
    const text = await readFile(path.join(dir, folder, file), 'utf8');
    for (const line of text.split('\n')) if (line) records.push(JSON.parse(line) as T);
  }
  return records;
}

/** Names every row and every component of it, so that links can be told without ids. */
function nameRows(entities: Entity[], schemas: Map<string, Schema>): Map<string, string> {
  const names = new Map<string, string>();
  const ranks = new Map<string, number>();
  for (const { type, id, data } of [...entities].sort((a, b) => a.id - b.id)) {
    const state = data.publishedAt ? 'published' : 'draft';
    // In Strapi 4 a row is known by its id alone; whoever restores it keeps the order of ids.
    const rank = (ranks.get(type) ?? 0) + 1;
    ranks.set(type, rank);
    const name = [type, data.documentId ?? `no. ${rank}`, data.locale ?? '', state].join('|');
    if ([...names.values()].includes(name)) throw new Error(`Two rows are called ${name}`);
    names.set(`${type}:${id}`, name);
    nameComponents(name, data, schemas.get(type)!, schemas, names);
  }
  return names;
}

function nameComponents(
  owner: string,
  data: Record<string, unknown>,
  schema: Schema,
  schemas: Map<string, Schema>,
  names: Map<string, string>,
): void {
  for (const { field, index, uid, value } of componentsOf(data, schema)) {
    const name = `${owner}/${field}[${index}]`;
    names.set(`${uid}:${value.id as number}`, name);
    nameComponents(name, value, schemas.get(uid)!, schemas, names);
  }
}

function* componentsOf(data: Record<string, unknown>, schema: Schema) {
  for (const [field, { type, component }] of Object.entries(schema.attributes)) {
    if (type !== 'component' && type !== 'dynamiczone') continue;
    const values = [data[field] ?? []].flat() as Record<string, unknown>[];
    for (const [index, value] of values.entries()) {
      yield { field, index, uid: component ?? (value.__component as string), value };
    }
  }
}

function withoutIds(
  data: Record<string, unknown>,
  schema: Schema,
  schemas: Map<string, Schema>,
): Record<string, unknown> {
  const copy: Record<string, unknown> = { ...data };
  delete copy.id;
  for (const [field, { type }] of Object.entries(schema.attributes)) {
    if (type === 'biginteger') copy[field] = asOfficiallyRead(copy[field]);
    if (type !== 'component' && type !== 'dynamiczone') continue;
    const parts = [...componentsOf({ [field]: data[field] }, schema)].map(({ uid, value }) =>
      withoutIds(value, schemas.get(uid)!, schemas),
    );
    copy[field] = parts;
  }
  return copy;
}

/** On SQLite the official export reads big integers as doubles; ours keeps every digit. */
function asOfficiallyRead(bigInteger: unknown): unknown {
  return typeof bigInteger === 'string' ? String(Number(bigInteger)) : bigInteger;
}

function nameLink({ kind, relation, left, right }: Link, names: Map<string, string>): string {
  const end = ({ type, ref, field, pos }: End): string =>
    [names.get(`${type}:${ref}`) ?? `${type}|${ref}`, field ?? '', pos ?? ''].join('#');
  return `${kind} ${relation} ${end(left)} → ${end(right)}`;
}

function nameConfiguration(
  rows: { type: string; value: Record<string, unknown> }[],
): Record<string, unknown> {
  return Object.fromEntries(
    rows
      .filter(({ value }) => !INSTALLATION_ROWS.has(String(value.key)))
      .map(({ type, value: { id: _id, ...value } }) => [
        `${type} ${String(value.key ?? value.name)} ${String(value.environment ?? '')} ${String(value.tag ?? '')}`,
        value,
      ]),
  );
}

/** How many rows each table of a site has, but for those of the admin and of Strapi itself. */
export async function rowCounts({ database }: Site): Promise<Record<string, number>> {
  const tables = (await database.tables())
    .filter((name) => !/^(admin_|strapi_|sqlite_|lifeboat_)/.test(name))
    .sort();
  return database.connected(async (connection) => {
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const [row] = await connection(table).count<{ rows: number | string }[]>({ rows: '*' });
      // PostgreSQL counts in big integers, which come as text.
      counts[table] = Number(row!.rows);
    }
    return counts;
  });
}

/** All rows of one table of a site, ids included. */
export function rowsOf({ database }: Site, table: string): Promise<unknown[]> {
  return database.connected((connection) => connection(table).select('*').orderBy('id'));
}
