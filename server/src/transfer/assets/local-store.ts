import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { localUrl } from '../../host/uploads';
import { isBareName } from '../staging/records';
import { type AssetStore, type Journal, lostFile, storedName } from './asset-store';
import { createPlan, exists, hasPlan, readPlan, settledBy } from './plan';
import { type StagedFile, checkStaged, sizeOf } from './staged-files';
import type { Warn } from '../../warnings';

/** One rename of the swap, from the staging to a name in the uploads folder, or from there out of the way. */
type PlanLine = { remove: string } | Placement;
type Placement = { place: string } & StagedFile;

/** Lines of the plan that are written together. */
const LINES_AT_ONCE = 500;
const RENAMES_AT_ONCE = 32;
const OLD = 'old';

/**
 * Files in the uploads folder of this machine. Nothing there is touched before the commit; then old files are renamed
 * away and new ones into place, which takes no copying because the staging lies on the same file system.
 *
 * @param workDir a folder on the uploads' file system for the plan and what is renamed away; removed at the end
 */
export function createLocalStore(uploadsDir: string, workDir: string, warn: Warn): AssetStore {
  const plan = createPlan<PlanLine>(workDir);
  const journal = localJournal(uploadsDir, workDir, warn);
  let lines: PlanLine[] = [];

  async function note(line: PlanLine): Promise<void> {
    lines.push(line);
    if (lines.length >= LINES_AT_ONCE) await flush();
  }

  async function flush(): Promise<void> {
    if (lines.length > 0) await plan.note(lines);
    lines = [];
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
      await note({ place: name, from: asset.path, size: asset.size });
      return localUrl(name);
    },
    async prepare() {
      await flush();
      await plan.sync();
      await checkStaged(workDir);
    },
    ...settledBy(plan, journal),
  };
}

/** What a {@link createLocalStore} with the same folders has left. */
export function localJournal(uploadsDir: string, workDir: string, warn: Warn): Journal {
  const forget = (): Promise<void> => rm(workDir, { recursive: true, force: true });
  return {
    exists: () => hasPlan(workDir),
    finish: () => swap(workDir, uploadsDir, warn),
    forget,
    undo: forget,
  };
}

/**
 * All removals stand before all placements in the plan, so a name in both ends with the new file. Each line may have
 * been carried out already.
 */
async function swap(workDir: string, uploadsDir: string, warn: Warn): Promise<void> {
  let underWay: Promise<void>[] = [];
  let removing = true;
  const settle = async (): Promise<void> => {
    await Promise.all(underWay);
    underWay = [];
  };
  if (await exists(workDir)) await mkdir(path.join(workDir, OLD), { recursive: true, mode: 0o700 });
  for await (const line of readPlan<PlanLine>(workDir)) {
    const isFirstPlacement = removing && 'place' in line;
    if (isFirstPlacement || underWay.length >= RENAMES_AT_ONCE) await settle();
    if (isFirstPlacement) removing = false;
    underWay.push('remove' in line ? remove(line.remove) : place(line));
  }
  await settle();

  async function remove(name: string): Promise<void> {
    const gone = path.join(workDir, OLD, name);
    // What has the name now may be the new file.
    if (await exists(gone)) return;
    await rename(path.join(uploadsDir, name), gone).catch(unlessMissing);
  }

  async function place({ place: name, from, size }: Placement): Promise<void> {
    const target = path.join(uploadsDir, name);
    if (await exists(from)) return rename(from, target);
    const found = await sizeOf(target);
    if (found === size) return;
    // Nothing can bring it any more; the old one is better than none.
    const gone = path.join(workDir, OLD, name);
    if (found === undefined) await rename(gone, target).catch(unlessMissing);
    warn(lostFile(name, await exists(target)));
  }
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
