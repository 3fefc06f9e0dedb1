import { createReadStream } from 'node:fs';
import {
  type FileHandle,
  access,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { linesIn, wholeLines } from '../../archive';
import { localUrl } from '../../host/uploads';
import { isBareName } from '../staging/records';
import { type AssetStore, storedName } from './asset-store';

/** A line of the plan: one rename of the swap, from the staging to a name in the uploads folder or back. */
type PlanLine = { remove: string } | { place: string; from: string };

const PLAN = 'plan.jsonl';
/** Lines of the plan that are written together, and carried out together. */
const LINES_AT_ONCE = 500;
const RENAMES_AT_ONCE = 32;
const OLD = 'old';
/** Written when the database has committed: from then on the swap is finished, by this process or by a later one. */
const COMMITTED = 'committed';

/**
 * Files in the uploads folder of this machine. Nothing there is touched before the commit; then old files are renamed
 * away and new ones into place, which takes no copying because the staging lies on the same file system.
 *
 * @param workDir a folder on the uploads' file system for the plan and what is renamed away; removed at the end
 */
export function createLocalStore(uploadsDir: string, workDir: string): AssetStore {
  let plan: FileHandle | undefined;
  let lines: string[] = [];

  async function note(line: PlanLine): Promise<void> {
    lines.push(`${JSON.stringify(line)}\n`);
    if (lines.length >= LINES_AT_ONCE) await writePlan();
  }

  async function writePlan(): Promise<void> {
    if (!plan) {
      await mkdir(path.join(workDir, OLD), { recursive: true, mode: 0o700 });
      plan = await open(path.join(workDir, PLAN), 'w', 0o600);
    }
    await plan.appendFile(lines.join(''));
    lines = [];
  }

  async function cleanUp(): Promise<void> {
    await plan?.close();
    await rm(workDir, { recursive: true, force: true });
  }

  return {
    provider: 'local',
    async replace(old) {
      const name = storedName(old);
      // A row may claim any name; only a bare one can be a file of the library.
      if (old.provider === 'local' && isBareName(name)) await note({ remove: name });
    },
    async put(asset) {
      const name = storedName(asset.metadata);
      await note({ place: name, from: asset.path });
      return localUrl(name);
    },
    async prepare() {
      if (lines.length > 0) await writePlan();
    },
    async commit() {
      if (plan) {
        await writeFile(path.join(workDir, COMMITTED), '');
        await swap(workDir, uploadsDir);
      }
      await cleanUp();
    },
    async rollback() {
      await cleanUp().catch(() => undefined);
    },
  };
}

/**
 * Finishes the swaps that a process left behind when it was killed in the middle of one.
 * @param stagingRoot the folder of that process, with a folder for each of its uploads
 */
export async function finishSwaps(stagingRoot: string, uploadsDir: string): Promise<void> {
  for (const upload of await readdir(stagingRoot, { withFileTypes: true })) {
    if (!upload.isDirectory()) continue;
    const folder = path.join(stagingRoot, upload.name);
    for (const name of await readdir(folder)) {
      const workDir = path.join(folder, name);
      if (await exists(path.join(workDir, COMMITTED))) await swap(workDir, uploadsDir);
    }
  }
}

/**
 * All removals stand before all placements in the plan, so a name in both ends with the new file. Each line may have
 * been carried out already.
 */
async function swap(workDir: string, uploadsDir: string): Promise<void> {
  let underWay: Promise<void>[] = [];
  let removing = true;
  const settle = async (): Promise<void> => {
    await Promise.all(underWay);
    underWay = [];
  };
  for await (const page of wholeLines(createReadStream(path.join(workDir, PLAN)))) {
    for (const text of linesIn(page)) {
      const line = JSON.parse(text) as PlanLine;
      const isFirstPlacement = removing && 'place' in line;
      if (isFirstPlacement || underWay.length >= RENAMES_AT_ONCE) await settle();
      if (isFirstPlacement) removing = false;
      underWay.push(carryOut(line, workDir, uploadsDir));
    }
  }
  await settle();
}

async function carryOut(line: PlanLine, workDir: string, uploadsDir: string): Promise<void> {
  if ('remove' in line) {
    const gone = path.join(workDir, OLD, line.remove);
    // What has the name now may be the new file.
    if (await exists(gone)) return;
    await rename(path.join(uploadsDir, line.remove), gone).catch(unlessMissing);
  } else {
    const target = path.join(uploadsDir, line.place);
    if ((await exists(line.from)) || !(await exists(target))) await rename(line.from, target);
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
