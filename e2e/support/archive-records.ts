import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { editArchive } from './edit-archive';
import type { Site } from './site';
import { entriesOf } from './tar';

export interface Attribute {
  type: string;
  component?: string;
  components?: string[];
  repeatable?: boolean;
  multiple?: boolean;
  enum?: string[];
  required?: boolean;
  unique?: boolean;
  maxLength?: number;
  min?: number;
  target?: string;
  mappedBy?: string;
  relation?: string;
}
export interface Schema {
  uid: string;
  kind?: 'collectionType' | 'singleType';
  modelType: 'contentType' | 'component';
  options?: { draftAndPublish?: boolean };
  pluginOptions?: { i18n?: { localized?: boolean } };
  attributes: Record<string, Attribute>;
}
export type Data = Record<string, unknown>;
export interface Entity {
  type: string;
  id: number;
  data: Data;
}
export interface LinkEnd {
  type: string;
  ref: number | string;
  field?: string;
  pos?: number | null;
}
export interface Link {
  kind: string;
  relation: string;
  left: LinkEnd;
  right: LinkEnd;
}
export interface ConfigurationRow {
  type: 'core-store' | 'webhook';
  value: Data & { id?: number };
}

/** Everything in an archive, ids included. */
export interface ArchiveRecords {
  schemas: Schema[];
  entities: Entity[];
  links: Link[];
  configuration: ConfigurationRow[];
  /** By file name. */
  assetMetadata: Record<string, unknown>;
  /** SHA-256 by file name. */
  assets: Record<string, string>;
}

export type Stage = 'schemas' | 'entities' | 'links' | 'configuration';

/** The lines of each stage of a plain archive, as they stand in it. */
export async function linesOf(archive: Buffer): Promise<Record<Stage, string[]>> {
  const lines: Record<Stage, string[]> = {
    schemas: [],
    entities: [],
    links: [],
    configuration: [],
  };
  for (const { name, content } of await entriesOf(archive)) {
    const folder = name.split('/')[0]!;
    if (!(folder in lines)) continue;
    lines[folder as Stage].push(...content.toString().split('\n').filter(Boolean));
  }
  return lines;
}

export async function recordsOf(archive: Buffer): Promise<ArchiveRecords> {
  const lines = await linesOf(archive);
  const parsed = <T>(texts: string[]): T[] => texts.map((line) => JSON.parse(line) as T);
  const assetMetadata: ArchiveRecords['assetMetadata'] = {};
  const assets: ArchiveRecords['assets'] = {};
  for (const { name, content } of await entriesOf(archive)) {
    const [folder, kind, file] = name.split('/');
    if (folder !== 'assets' || !file) continue;
    if (kind === 'metadata') {
      assetMetadata[file.replace(/\.json$/, '')] = JSON.parse(content.toString());
    } else assets[file] = createHash('sha256').update(content).digest('hex');
  }
  return {
    schemas: parsed(lines.schemas),
    entities: parsed(lines.entities),
    links: parsed(lines.links),
    configuration: parsed(lines.configuration),
    assetMetadata,
    assets,
  };
}

/** A plain archive made by the official command. The site may be running. */
export async function officialExport(site: Site): Promise<Buffer> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-official-'));
  try {
    const file = path.join(dir, 'official');
    await site.command('export', '--no-encrypt', '--no-compress', '--file', file);
    return await readFile(`${file}.tar`);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** The same archive with other content. */
export function withContent(
  archive: Buffer,
  content: { entities: Entity[]; links: Link[] },
): Promise<Buffer> {
  return editArchive(archive, async ({ dir }) => {
    for (const stage of ['entities', 'links'] as const) {
      const folder = path.join(dir, stage);
      await rm(folder, { recursive: true });
      await mkdir(folder);
      const lines = content[stage].map((record) => JSON.stringify(record));
      await writeFile(path.join(folder, `${stage}_00001.jsonl`), `${lines.join('\n')}\n`);
    }
  });
}
