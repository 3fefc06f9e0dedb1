import { stat } from 'node:fs/promises';
import { LifeboatError } from '../../errors';
import { inLanes } from './lanes';
import { readPlan } from './plan';

/** A file that waits to be put in place, as the lines of a plan tell it that have a `place`. */
export interface StagedFile {
  from: string;
  size: number;
}

const AT_ONCE = 32;

/**
 * Looks at each file of a plan once more before there is no way back: somebody may have cleared the disk since the
 * archive was unpacked.
 * @param workDir the plan's
 * @throws LifeboatError `stagedFilesGone`
 */
export async function checkStaged(workDir: string): Promise<void> {
  const waiting = placements(workDir);
  await inLanes(AT_ONCE, async () => {
    const { value, done } = await waiting.next();
    if (done) return false;
    if ((await sizeOf(value.from)) !== value.size) {
      throw new LifeboatError('stagedFilesGone', {}, { cause: new Error(value.from) });
    }
    return true;
  });
}

async function* placements(workDir: string): AsyncGenerator<StagedFile> {
  type Line = StagedFile & { place?: unknown };
  for await (const line of readPlan<Line>(workDir)) if (line.place !== undefined) yield line;
}

/** @returns undefined when there is no such file */
export async function sizeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
