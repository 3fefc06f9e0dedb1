import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** A plain archive, unpacked, that a test changes before it is packed again. */
export interface EditableArchive {
  dir: string;
  /** Packs the folder again, with the system's tar. */
  pack(...names: string[]): Promise<Buffer>;
  editJson(file: string, change: (value: Record<string, unknown>) => void): Promise<void>;
  /** Changes every record of a stage; `null` drops it, a list puts several in its place. */
  editRecords<T = Record<string, unknown>>(
    folder: string,
    change: (record: T) => object | object[] | null,
  ): Promise<void>;
}

/** Unpacks a plain tar, lets `edit` change it and packs it again. */
export async function editArchive(
  tar: Buffer,
  edit: (archive: EditableArchive) => Promise<void>,
): Promise<Buffer> {
  const dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-edit-'));
  try {
    const source = path.join(dir, 'source.tar');
    await writeFile(source, tar);
    const content = await mkdtemp(path.join(dir, 'content-'));
    await exec('tar', ['-xf', source, '-C', content]);
    // An edited archive is not what its manifest says: it passes as an official one, which has none.
    await rm(path.join(content, 'lifeboat'), { recursive: true, force: true });
    const archive = editable(content);
    await edit(archive);
    return await archive.pack();
  } finally {
    await rm(dir, { recursive: true });
  }
}

function editable(dir: string): EditableArchive {
  return {
    dir,
    async pack(...names) {
      const entries = names.length > 0 ? names : await readdir(dir);
      const target = `${dir}.tar`;
      await exec('tar', ['--format=ustar', '-cf', target, '-C', dir, ...entries]);
      return readFile(target);
    },
    async editJson(file, change) {
      const target = path.join(dir, file);
      const value = JSON.parse(await readFile(target, 'utf8')) as Record<string, unknown>;
      change(value);
      await writeFile(target, JSON.stringify(value));
    },
    async editRecords(folder, change) {
      for (const name of await readdir(path.join(dir, folder))) {
        const target = path.join(dir, folder, name);
        const lines = (await readFile(target, 'utf8')).split('\n').filter(Boolean);
        const changed = lines
          .flatMap((line) => change(JSON.parse(line)) ?? [])
          .map((record) => JSON.stringify(record));
        await writeFile(target, `${changed.join('\n')}\n`);
      }
    },
  };
}
