import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { FaultySite } from './faults';

type Faults = Pick<FaultySite, 'full' | 'never'>;

const exec = promisify(execFile);

/** One folder of a site as a disk of its own. */
export interface SmallDisk {
  /** Not a pretended one, which only this project's own code would notice. */
  readonly isReal: boolean;
  /** A server that waits at a step then goes on. @param leaving bytes, where the disk is a real one */
  fill(leaving?: number): Promise<void>;
  /** Makes room again. */
  free(): Promise<void>;
  /** The folder is one among others again, and empty. */
  remove(): Promise<void>;
}

const FILLER = '.filler';

/**
 * A real one, in memory, where this process may mount it. Elsewhere, as in most CI, the server's calls to open a file
 * for writing there fail as on a full disk.
 */
export async function smallDisk(
  faulty: Faults,
  dir: string,
  megabytes: number,
): Promise<SmallDisk> {
  const kept = await mkdtemp(path.join(tmpdir(), 'lifeboat-disk-'));
  try {
    await mkdir(dir, { recursive: true });
    await cp(dir, kept, { recursive: true });
    if (!(await mount(dir, megabytes))) return pretended(faulty, dir);
    await cp(kept, dir, { recursive: true });
  } finally {
    await rm(kept, { recursive: true });
  }
  const filler = path.join(dir, FILLER);
  return {
    isReal: true,
    async fill(leaving = 0) {
      const file = await open(filler, 'w');
      // In ever smaller pieces, so that not a byte is left.
      for (let size = 1024 * 1024; size >= 1; ) {
        try {
          await file.appendFile(Buffer.alloc(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
          size = Math.floor(size / 2);
        }
      }
      await file.truncate((await file.stat()).size - leaving);
      await file.close();
      faulty.never();
    },
    free: () => rm(filler, { force: true }),
    async remove() {
      await exec('umount', [dir]);
    },
  };
}

async function mount(dir: string, megabytes: number): Promise<boolean> {
  try {
    await exec('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir]);
    return true;
  } catch {
    console.warn('Nothing can be mounted here: the full disk is pretended.');
    return false;
  }
}

function pretended(faulty: Faults, dir: string): SmallDisk {
  return {
    isReal: false,
    fill: async () => faulty.full(dir),
    free: async () => faulty.never(),
    remove: async () => faulty.never(),
  };
}
