import { type FileHandle, open } from 'node:fs/promises';
import { ArchiveError, type ArchiveEntry, createLineSplitter } from '../../archive';
import { type IdSet, createIdSet } from '../../database/id-set';
import { createComponentsCheck, createWebhooksCheck } from './components-check';
import { damaged } from './json';
import { parseRecord } from './records';
import { JSONL_STAGES, type JsonlStage, type StagingFolders, jsonlPath } from './staging';

/** All schemas are held in memory at once, to be compared; those of the largest projects take some megabytes. */
const MAX_SCHEMAS_BYTES = 32 * 1024 * 1024;
const MAX_TYPES = 10_000;
const NEWLINE = 10;

/** Appends the lines of each stage to one file, checks and counts them. */
export interface RecordsIntake {
  readonly counts: Record<JsonlStage, number>;
  /** Rows per content type, in the types' order. */
  entities(): Record<string, number>;
  /** @throws ArchiveError at the first record that is none */
  add(stage: JsonlStage, entry: ArchiveEntry): Promise<void>;
  close(): Promise<void>;
}

export function createRecordsIntake(folders: StagingFolders, maxLineBytes: number): RecordsIntake {
  const counts = { schemas: 0, entities: 0, links: 0, configuration: 0 };
  const files = new Map<JsonlStage, FileHandle>();
  const rows = createRowsSeen();
  const schemas = createSchemasSeen();
  const components = createComponentsCheck();
  const mayBeRestored = createWebhooksCheck();

  async function fileOf(stage: JsonlStage): Promise<FileHandle> {
    const file = files.get(stage) ?? (await open(jsonlPath(folders, stage), 'a', 0o600));
    files.set(stage, file);
    return file;
  }

  function check(stage: JsonlStage, line: Buffer, entry: string): void {
    const record = parseRecord(stage, line, entry);
    counts[stage] += 1;
    if (stage === 'entities') {
      rows.add(record.type as string, record.id as number, entry);
      components.check(record, entry);
    }
    if (stage === 'schemas') {
      schemas.add(record.uid as string, line.length, entry);
      components.addSchema(record);
    }
    if (stage === 'configuration' && !mayBeRestored(record)) throw damaged(entry, 'duplicateId');
  }

  return {
    counts,
    entities: rows.perType,
    async add(stage, entry) {
      const file = await fileOf(stage);
      const splitter = createLineSplitter(maxLineBytes);
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
    async close() {
      for (const stage of JSONL_STAGES) await fileOf(stage);
      for (const file of files.values()) await file.close();
    },
  };
}

/** Two rows of one id can't both be restored, and which of them was meant, nobody knows. */
function createRowsSeen() {
  const types = new Map<string, { count: number; ids: IdSet }>();
  return {
    add(type: string, id: number, entry: string): void {
      const seen = types.get(type) ?? { count: 0, ids: createIdSet() };
      if (seen.ids.has(id)) throw damaged(entry, 'duplicateId');
      seen.ids.add(id);
      seen.count += 1;
      if (seen.count > 1) return;
      if (types.size === MAX_TYPES) throw damaged(entry, 'types');
      types.set(type, seen);
    },
    perType(): Record<string, number> {
      const rows = [...types].map(([type, { count }]): [string, number] => [type, count]);
      return Object.fromEntries(rows.sort(([a], [b]) => a.localeCompare(b)));
    },
  };
}

function createSchemasSeen() {
  const uids = new Set<string>();
  let bytes = 0;
  return {
    add(uid: string, size: number, entry: string): void {
      bytes += size;
      if (bytes > MAX_SCHEMAS_BYTES || uids.size === MAX_TYPES) {
        const limit = MAX_SCHEMAS_BYTES;
        throw new ArchiveError('archiveTooLarge', { entry, problem: 'schemas', limit });
      }
      if (uids.has(uid)) throw damaged(entry, 'duplicate');
      uids.add(uid);
    },
  };
}
