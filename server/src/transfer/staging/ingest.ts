import { access, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type ArchiveEntry,
  type ManifestFacts,
  MANIFEST_ENTRY,
  collect,
  skip,
} from '../../archive';
import { LifeboatError } from '../../errors';
import { createAssetsIntake } from './assets-intake';
import { createEntryLog } from './entry-log';
import { damaged, parseJson } from './json';
import { createNameSet } from './name-set';
import { createRecordsIntake } from './records-intake';
import { JSONL_STAGES, type JsonlStage, type StagingFolders, metadataPath } from './staging';

const METADATA_ENTRY = 'metadata.json';
/** Some hundred bytes. */
const MAX_METADATA_BYTES = 1024 * 1024;
const MAX_TEXT = 100;

export interface IngestLimits {
  /** Of one record, which has to be held in memory. */
  maxLineBytes: number;
  /** What the files may take on the disk, where the least one takes a block. */
  maxDiskBytes: number;
}

/** What the archive's metadata.json says. */
export interface MetadataFacts {
  strapiVersion: string | null;
  /** ISO date. */
  createdAt: string | null;
}

/** What an archive turned out to hold. */
export interface Ingested extends MetadataFacts {
  /** Rows per content type. */
  entities: Record<string, number>;
  counts: Record<JsonlStage, number>;
  assets: { count: number; bytes: number };
  /** Who made it, when it has a manifest; all of the archive is as its manifest says then. */
  manifest: ManifestFacts | null;
}

/**
 * Reads an archive to its end into the (empty) staging folders, checking every record on the way. In one pass: no
 * entry is held in memory, whatever the order of the entries is.
 * @param onMetadata told as soon as the metadata has come
 * @throws ArchiveError or LifeboatError for everything that makes it no whole Strapi archive
 */
export async function ingest(
  entries: AsyncIterable<ArchiveEntry>,
  folders: StagingFolders,
  { maxLineBytes, maxDiskBytes }: IngestLimits,
  onMetadata?: (facts: MetadataFacts) => void,
): Promise<Ingested> {
  const records = createRecordsIntake(folders, maxLineBytes);
  const assets = createAssetsIntake(folders, maxDiskBytes);
  const log = createEntryLog(folders);
  const names = createNameSet();
  const comparable = await nameComparison(folders);
  let metadata: MetadataFacts | undefined;
  let manifest: ManifestFacts | null = null;

  async function take(entry: ArchiveEntry): Promise<void> {
    const [folder, ...rest] = entry.name.split('/');
    if (entry.name === METADATA_ENTRY) {
      const content = await collect(entry, MAX_METADATA_BYTES);
      metadata = readMetadata(content);
      await writeFile(metadataPath(folders), content);
      onMetadata?.(metadata);
    } else if (isJsonlStage(folder) && entry.name.endsWith('.jsonl')) {
      await records.add(folder, entry);
    } else if (folder === 'assets' && rest.length === 2) {
      await assets.add(rest[0]!, rest[1]!, entry);
    } else {
      await skip(entry);
    }
  }

  try {
    for await (const entry of entries) {
      // What comes after the manifest is in no manifest.
      if (manifest) throw damaged(entry.name, 'notListed');
      if (!names.add(comparable(entry.name))) throw damaged(entry.name, 'duplicate');
      if (entry.name === MANIFEST_ENTRY) manifest = await log.check(entry);
      else {
        await take(log.watch(entry));
        await log.note();
      }
    }
    await assets.finish();
  } finally {
    await records.close();
    await assets.close();
    await log.close();
  }

  if (!metadata) throw new LifeboatError('notAStrapiArchive', { missing: METADATA_ENTRY });
  if (records.counts.schemas === 0) {
    throw new LifeboatError('notAStrapiArchive', { missing: 'schemas' });
  }
  return {
    ...metadata,
    entities: records.entities(),
    counts: records.counts,
    assets: assets.totals,
    manifest,
  };
}

/**
 * Names that differ in case alone are one name to some file systems, where the second file would take the first one's
 * place. Where they are two, so they are in an archive.
 */
async function nameComparison({ assetsDir }: StagingFolders): Promise<(name: string) => string> {
  const probe = path.join(assetsDir, 'case');
  await writeFile(probe, '', { flag: 'wx' });
  const isFolded = await access(path.join(assetsDir, 'CASE')).then(
    () => true,
    () => false,
  );
  await rm(probe);
  return (name) => (!isFolded && name.startsWith('assets/') ? name : name.toLowerCase());
}

/** The engine compares versions, and fails on what is none. */
function readMetadata(content: Buffer): MetadataFacts {
  const metadata = parseJson(content, METADATA_ENTRY);
  if (!isObject(metadata)) throw damaged(METADATA_ENTRY, 'json');
  const { strapi } = metadata;
  if (strapi !== undefined && !isObject(strapi)) throw damaged(METADATA_ENTRY, 'version');
  const version = strapi?.version;
  if (version !== undefined && !(typeof version === 'string' && VERSION.test(version))) {
    throw damaged(METADATA_ENTRY, 'version');
  }
  return { strapiVersion: version ?? null, createdAt: textOrNull(metadata.createdAt) };
}

const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}(-[0-9A-Za-z.-]{1,60})?(\+[0-9A-Za-z.-]{1,60})?$/;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJsonlStage(folder: string | undefined): folder is JsonlStage {
  return (JSONL_STAGES as readonly (string | undefined)[]).includes(folder);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value.length <= MAX_TEXT ? value : null;
}
