/**
 * How far ours is from what the machine can do: rows against prepared statements, files against `tar | gzip -1`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Restored } from './compare';
import { MB } from './measure';
import { spreadOf } from './statistics';

const REPEATS = 3;

/** What the machine itself takes for the same rows. */
export interface RowsLimit {
  rows: number;
  seconds: number;
}

/** MB of files per second. */
export interface FilesLimit {
  megabytes: number;
  tar: number;
  ours: number;
}

/**
 * Writes all rows of the restored site into a copy of the empty site's database, in one transaction of prepared
 * statements. Reading them is not counted.
 */
export async function limitOfRows({ official, maker }: Restored): Promise<RowsLimit> {
  const source = new Database(path.join(official.dir, 'data.db'), { readonly: true });
  const target = path.join(official.dir, 'limit.db');
  try {
    const tables = tablesOf(source);
    const seconds = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      await copyFile(path.join(maker.templateDir, 'data.db'), target);
      seconds.push(writeRows(target, tables));
    }
    const rows = tables.reduce((sum, table) => sum + table.rows.length, 0);
    return { rows, seconds: spreadOf(seconds).median };
  } finally {
    source.close();
    await rm(target, { force: true });
  }
}

interface Table {
  name: string;
  columns: string[];
  rows: unknown[][];
}

function tablesOf(database: Database.Database): Table[] {
  const names = database
    .prepare<
      [],
      { name: string }
    >("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  return names.map(({ name }) => {
    const select = database.prepare<[], unknown[]>(`SELECT * FROM "${name}"`).raw();
    return { name, columns: select.columns().map((column) => column.name), rows: select.all() };
  });
}

function writeRows(file: string, tables: Table[]): number {
  const database = new Database(file);
  try {
    // Tables come in any order, and what the empty site has gives way first.
    database.pragma('foreign_keys = OFF');
    database.exec(tables.map(({ name }) => `DELETE FROM "${name}";`).join(''));
    const started = performance.now();
    database.transaction(() => {
      for (const { name, columns, rows } of tables) {
        const quoted = columns.map((column) => `"${column}"`).join(', ');
        const marks = columns.map(() => '?').join(', ');
        const insert = database.prepare(`INSERT INTO "${name}" (${quoted}) VALUES (${marks})`);
        for (const row of rows) insert.run(row);
      }
    })();
    return (performance.now() - started) / 1000;
  } finally {
    database.close();
  }
}

/** An export that is gzipped but not encrypted, against the same files through `tar -c | gzip -1`. */
export async function limitOfFiles({ official, ours }: Restored): Promise<FilesLimit> {
  const megabytes = await megabytesIn(official.uploadsDir);
  const target = path.join(official.dir, 'limit.tar.gz');
  const speeds = { tar: [] as number[], ours: [] as number[] };
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    speeds.tar.push(megabytes / (await tarAndGzip(official.uploadsDir, target)));
    const { seconds } = await ours.export({ encrypt: false });
    speeds.ours.push(megabytes / seconds);
  }
  await rm(target);
  return {
    megabytes,
    tar: spreadOf(speeds.tar).median,
    ours: spreadOf(speeds.ours).median,
  };
}

async function megabytesIn(dir: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(dir)) bytes += (await stat(path.join(dir, name))).size;
  return bytes / MB;
}

async function tarAndGzip(dir: string, target: string): Promise<number> {
  const started = performance.now();
  const shell = spawn('sh', ['-c', 'tar -c -C "$1" . | gzip -1 > "$2"', 'sh', dir, target]);
  const [code] = (await once(shell, 'close')) as [number | null];
  if (code !== 0) throw new Error(`tar and gzip ended with ${code}`);
  return (performance.now() - started) / 1000;
}
