import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { splitLines } from '../../archive';
import { localUrl } from '../../host/uploads';
import { isBareName } from '../staging/records';
import { type AssetStore, storedName } from './asset-store';

/** A line of the plan: one rename of the swap, from the staging to a name in the uploads folder or back. */
type PlanLine = { remove: string } | { place: string; from: string };

/**
 * Files in the uploads folder of this machine. Nothing there is touched before the commit; then old files are renamed
 * away and new ones into place, which takes no copying because the staging lies on the same file system.
 *
 * @param workDir a folder on the uploads' file system for the plan and what is renamed away; removed at the end
 */
export function createLocalStore(uploadsDir: string, workDir: string): AssetStore {
  const planPath = path.join(workDir, 'plan.jsonl');
  const oldDir = path.join(workDir, 'old');
  let plan: FileHandle | undefined;

  async function note(line: PlanLine): Promise<void> {
    if (!plan) {
      await mkdir(oldDir, { recursive: true, mode: 0o700 });
      plan = await open(planPath, 'w', 0o600);
    }
    await plan.appendFile(`${JSON.stringify(line)}\n`);
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
    async commit() {
      await plan?.sync();
      if (plan) await swap(planPath, uploadsDir, oldDir);
      await cleanUp();
    },
    async rollback() {
      await cleanUp().catch(() => undefined);
    },
  };
}

/** All removals stand before all placements in the plan, so a name in both ends with the new file. */
async function swap(planPath: string, uploadsDir: string, oldDir: string): Promise<void> {
  for await (const text of splitLines(createReadStream(planPath))) {
    const line = JSON.parse(text.toString()) as PlanLine;
    if ('remove' in line) {
      await renameIfThere(path.join(uploadsDir, line.remove), path.join(oldDir, line.remove));
    } else {
      await rename(line.from, path.join(uploadsDir, line.place));
    }
  }
}

async function renameIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
