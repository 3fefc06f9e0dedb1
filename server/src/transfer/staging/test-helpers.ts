import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CipherKey, createArchiveWriter, deriveCipherKey, openArchive } from '../../archive';
import { bytesOf } from '../../archive/test-helpers';
import { asLifeboatError } from '../../errors';
import { type Ingested, type MetadataFacts, ingest } from './ingest';
import { JSONL_STAGES } from './staging';

export type Entries = [name: string, content: string | Buffer][];

export const KEY = 'a key';

/** scrypt is slow by design, and tests that open thousands of archives would do nothing else. */
const cipherKeys = new Map<string, CipherKey>();

async function cipherKey(key: string | undefined): Promise<CipherKey | undefined> {
  if (key === undefined) return undefined;
  const made = cipherKeys.get(key) ?? (await deriveCipherKey(key));
  cipherKeys.set(key, made);
  return made;
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

export const METADATA = json({
  createdAt: '2026-01-02T03:04:05.000Z',
  strapi: { version: '5.54.0' },
});
export const SCHEMA = json({ uid: 'api::note.note', attributes: { title: { type: 'string' } } });
export const entity = (id: unknown, data: object = { title: `Note ${String(id)}` }): string =>
  json({ type: 'api::note.note', id, data });
export const link = (left: unknown, right: unknown): string =>
  json({
    kind: 'relation.basic',
    relation: 'oneToOne',
    left: { type: 'api::note.note', ref: left, field: 'next' },
    right: { type: 'api::note.note', ref: right },
  });

/** Both halves of a file of the media library. */
export function asset(hash: string, content: string | Buffer = hash, fields: object = {}): Entries {
  const metadata = { id: 1, name: hash, hash, ext: '.txt', mime: 'text/plain', size: 1, url: 'u' };
  return [
    [`assets/metadata/${hash}.txt.json`, json({ ...metadata, ...fields })],
    [`assets/uploads/${hash}.txt`, content],
  ];
}

/** A small archive with something of each stage. */
export const SMALL: Entries = [
  ['metadata.json', METADATA],
  ['schemas/schemas_00001.jsonl', SCHEMA],
  ['entities/entities_00001.jsonl', [1, 2, 3].map((id) => entity(id)).join('')],
  ...asset('one'),
  ...asset('two', Buffer.alloc(1500, 'two')),
  ['links/links_00001.jsonl', link(1, 2) + link(2, 3)],
  ['configuration/configuration_00001.jsonl', json({ type: 'core-store', value: { key: 'k' } })],
];

export interface MakeOptions {
  compress?: boolean;
  key?: string;
  /** As ours, with a manifest; or as the official command makes it. */
  manifest?: boolean;
}

export async function makeArchive(
  entries: Entries,
  { compress = false, key, manifest = false }: MakeOptions = {},
): Promise<Buffer> {
  const writer = createArchiveWriter({
    compress,
    key: await cipherKey(key),
    manifest: manifest ? { lifeboat: '1.0.0', site: {} } : undefined,
  });
  const bytes = bytesOf(writer);
  for (const [name, content] of entries) await writer.add(name, Buffer.from(content));
  await writer.finish();
  return bytes;
}

export interface Limits {
  maxUnpackedBytes: number;
  maxEntries: number;
  maxLineBytes: number;
}

const LIMITS: Limits = {
  maxUnpackedBytes: 50_000_000,
  maxEntries: 1000,
  maxLineBytes: 1_000_000,
};

export type Outcome =
  | { ingested: Ingested; content: string; told: MetadataFacts[] }
  | { code: string; facts: Record<string, unknown>; error: unknown };

/** Linux's file system in memory: a disk would take most of the time of thousands of small archives. */
const MEMORY = '/dev/shm';

/** Unpacks archives one after the other, each into folders of its own. */
export interface StagingArea {
  /** @throws Error when anything is left beside the staging, or in it under a name of the archive's */
  take(
    source: Buffer | AsyncIterable<Buffer>,
    key?: string,
    limits?: Partial<Limits>,
  ): Promise<Outcome>;
  remove(): Promise<void>;
}

export async function createStagingArea(): Promise<StagingArea> {
  const root = await mkdtemp(path.join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'lifeboat-ingest-'));
  return {
    async take(source, key, limits = {}) {
      const folders = { dir: path.join(root, 'content'), assetsDir: path.join(root, 'assets') };
      await mkdir(folders.dir);
      await mkdir(folders.assetsDir);
      const { maxUnpackedBytes, maxEntries, maxLineBytes } = { ...LIMITS, ...limits };
      try {
        const { entries } = await openArchive(Buffer.isBuffer(source) ? whole(source) : source, {
          key: () => cipherKey(key),
          maxUnpackedBytes,
          maxEntries,
        });
        const told: MetadataFacts[] = [];
        const bounds = { maxLineBytes, maxDiskBytes: maxUnpackedBytes };
        const ingested = await ingest(entries, folders, bounds, (facts) => told.push(facts));
        await checkNames(root);
        await checkFiles(folders.dir);
        return { ingested, told, content: await digestOf(folders.dir, folders.assetsDir) };
      } catch (error) {
        await checkNames(root);
        const { code, facts } = asLifeboatError(error, 'unexpected');
        return { code, facts, error };
      } finally {
        for (const folder of Object.values(folders)) await rm(folder, { recursive: true });
      }
    },
    remove: () => rm(root, { recursive: true }),
  };
}

async function* whole(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const STAGED =
  /^(content\/(metadata\.json|(schemas|entities|links|configuration|assets)\.jsonl)|assets\/\d+)$/;

async function checkNames(root: string): Promise<void> {
  const found = await readdir(root, { recursive: true });
  const odd = found.filter((name) => name.includes(path.sep) && !STAGED.test(name));
  if (odd.length > 0 || found.filter((name) => !name.includes(path.sep)).length !== 2) {
    throw new Error(`The staging was left with ${found.join(', ')}`);
  }
}

/** Whoever reads a staging reads every stage, one that is empty too. */
async function checkFiles(dir: string): Promise<void> {
  const found = await readdir(dir);
  const missing = JSONL_STAGES.filter((stage) => !found.includes(`${stage}.jsonl`));
  if (missing.length > 0) throw new Error(`The staging has no ${missing.join(', ')}`);
}

/** One text that differs when any byte on disk does. */
async function digestOf(...folders: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    for (const name of (await readdir(folder)).sort()) {
      hash.update(`${name}\n`).update(await readFile(path.join(folder, name)));
    }
  }
  return hash.digest('hex');
}
