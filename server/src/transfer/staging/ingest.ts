import { type FileHandle, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError, type ArchiveEntry, collect, createLineSplitter, skip } from '../../archive';
import { LifeboatError } from '../../errors';
import { createFileWriter } from './file-writer';
import { checkAssetMetadata, isBareName, parseJson, parseRecord } from './records';
import {
  type AssetMetadata,
  JSONL_STAGES,
  type JsonlStage,
  type StagingFolders,
  assetIndexPath,
  assetPath,
  jsonlPath,
  metadataPath,
} from './staging';

const METADATA_ENTRY = 'metadata.json';
/** Both are some hundred bytes; formats and captions may make them a little more. */
const MAX_METADATA_BYTES = 4 * 1024 * 1024;

/** What an archive turned out to hold. */
export interface Ingested {
  strapiVersion: string | null;
  createdAt: string | null;
  /** Rows per content type. */
  entities: Record<string, number>;
  counts: Record<JsonlStage, number>;
  assets: { count: number; bytes: number };
}

/**
 * Reads an archive to its end into the (empty) staging folders, checking every record on the way. In one pass: no
 * entry is held in memory, whatever the order of the entries is.
 * @throws ArchiveError or LifeboatError for everything that makes it no whole Strapi archive
 */
export async function ingest(
  entries: AsyncIterable<ArchiveEntry>,
  folders: StagingFolders,
): Promise<Ingested> {
  const records = createRecordsIntake(folders);
  const assets = createAssetsIntake(folders);
  const seen = new Set<string>();
  let metadata: { strapi?: { version?: unknown }; createdAt?: unknown } | undefined;

  try {
    for await (const entry of entries) {
      if (seen.has(entry.name)) throw damaged(entry.name, 'duplicate');
      const [folder, ...rest] = entry.name.split('/');
      if (entry.name === METADATA_ENTRY) {
        if (metadata) throw damaged(entry.name, 'duplicate');
        const content = await collect(entry, MAX_METADATA_BYTES);
        metadata = readMetadata(content);
        await writeFile(metadataPath(folders), content);
      } else if (isJsonlStage(folder) && entry.name.endsWith('.jsonl')) {
        seen.add(entry.name);
        await records.add(folder, entry);
      } else if (folder === 'assets' && rest.length === 2) {
        await assets.add(rest[0]!, rest[1]!, entry);
      } else {
        await skip(entry);
      }
    }
    assets.checkComplete();
    await assets.finish();
  } finally {
    await records.close();
    await assets.close();
  }

  if (!metadata) throw new LifeboatError('notAStrapiArchive', { missing: METADATA_ENTRY });
  if (records.counts.schemas === 0) {
    throw new LifeboatError('notAStrapiArchive', { missing: 'schemas' });
  }
  return {
    strapiVersion: textOrNull(metadata.strapi?.version),
    createdAt: textOrNull(metadata.createdAt),
    entities: records.entities,
    counts: records.counts,
    assets: assets.totals,
  };
}

/** Appends the lines of each stage to one file, and counts them. */
function createRecordsIntake(folders: StagingFolders) {
  const counts: Record<JsonlStage, number> = {
    schemas: 0,
    entities: 0,
    links: 0,
    configuration: 0,
  };
  const perType = new Map<string, number>();
  const files = new Map<JsonlStage, FileHandle>();

  async function fileOf(stage: JsonlStage): Promise<FileHandle> {
    const file = files.get(stage) ?? (await open(jsonlPath(folders, stage), 'a', 0o600));
    files.set(stage, file);
    return file;
  }

  function check(stage: JsonlStage, line: Buffer, entry: string): void {
    const record = parseRecord(stage, line, entry);
    counts[stage] += 1;
    if (stage !== 'entities') return;
    const type = record.type as string;
    perType.set(type, (perType.get(type) ?? 0) + 1);
  }

  return {
    counts,
    get entities(): Record<string, number> {
      return Object.fromEntries([...perType].sort(([a], [b]) => a.localeCompare(b)));
    },
    async add(stage: JsonlStage, entry: ArchiveEntry): Promise<void> {
      const file = await fileOf(stage);
      const splitter = createLineSplitter();
      let endsWithNewline = true;
      for await (const chunk of entry.content) {
        for (const line of splitter.push(chunk)) check(stage, line, entry.name);
        await file.appendFile(chunk);
        endsWithNewline = chunk.at(-1) === NEWLINE;
      }
      for (const line of splitter.end()) check(stage, line, entry.name);
      // The next file's lines follow in the same place.
      if (!endsWithNewline) await file.appendFile('\n');
    },
    async close(): Promise<void> {
      for (const stage of JSONL_STAGES) await fileOf(stage);
      for (const file of files.values()) await file.close();
    },
  };
}

/** Puts each asset's bytes under a number, and its name and metadata into the index once both have come. */
function createAssetsIntake(folders: StagingFolders) {
  interface Pending {
    metadata?: unknown;
    file?: { name: string; size: number };
  }
  const pending = new Map<string, Pending>();
  const complete = new Set<string>();
  const totals = { count: 0, bytes: 0 };
  const writer = createFileWriter();
  let index: FileHandle | undefined;
  let lines: string[] = [];
  let files = 0;

  async function settle(filename: string, half: Pending, entry: string): Promise<void> {
    if (complete.has(filename)) throw damaged(entry, 'duplicate');
    const before = pending.get(filename) ?? {};
    if ((half.file && before.file) || (half.metadata && before.metadata))
      throw damaged(entry, 'duplicate');
    const { metadata, file } = { ...before, ...half };
    if (metadata === undefined || !file) {
      pending.set(filename, { metadata, file });
      return;
    }
    pending.delete(filename);
    complete.add(filename);
    await append(filename, file, checkAssetMetadata(metadata, filename, entry));
  }

  async function append(
    filename: string,
    { name, size }: { name: string; size: number },
    metadata: AssetMetadata,
  ): Promise<void> {
    lines.push(`${JSON.stringify({ filename, file: name, size, metadata })}\n`);
    if (lines.length >= INDEX_LINES) await writeIndex();
    totals.count += 1;
    totals.bytes += size;
  }

  async function writeIndex(): Promise<void> {
    index ??= await open(assetIndexPath(folders), 'a', 0o600);
    await index.appendFile(lines.join(''));
    lines = [];
  }

  return {
    totals,
    async add(kind: string, filename: string, entry: ArchiveEntry): Promise<void> {
      if (!isBareName(filename)) throw new ArchiveError('archiveUnsafe', { entry: entry.name });
      if (kind === 'metadata' && filename.endsWith('.json')) {
        const metadata = parseJson(await collect(entry, MAX_METADATA_BYTES), entry.name);
        await settle(path.basename(filename, '.json'), { metadata }, entry.name);
      } else if (kind === 'uploads') {
        files += 1;
        const name = String(files);
        await writer.add(assetPath(folders, name), entry.size, entry.content);
        await settle(filename, { file: { name, size: entry.size } }, entry.name);
      } else {
        await skip(entry);
      }
    },
    /** Metadata without a file is what an export leaves of a file that vanished under it; the reverse is damage. */
    checkComplete(): void {
      for (const [filename, { file }] of pending) {
        if (file) throw damaged(`assets/metadata/${filename}.json`, 'missing');
      }
    },
    /** Resolves when all is on disk. */
    async finish(): Promise<void> {
      await writer.finish();
      await writeIndex();
    },
    async close(): Promise<void> {
      await writer.finish().catch(() => undefined);
      await index?.close();
    },
  };
}

/** Lines of the index that are written together. */
const INDEX_LINES = 200;
const NEWLINE = 10;
function readMetadata(content: Buffer): { strapi?: { version?: unknown }; createdAt?: unknown } {
  const metadata = parseJson(content, METADATA_ENTRY);
  if (typeof metadata !== 'object' || metadata === null) throw damaged(METADATA_ENTRY, 'json');
  return metadata;
}

function isJsonlStage(folder: string | undefined): folder is JsonlStage {
  return (JSONL_STAGES as readonly (string | undefined)[]).includes(folder);
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function damaged(entry: string, problem: string): ArchiveError {
  return new ArchiveError('archiveDamaged', { entry, problem });
}
