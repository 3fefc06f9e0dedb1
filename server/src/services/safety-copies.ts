import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Core } from '@strapi/types';
import { DEFAULT_MAX_SIZE_JSONL } from '../../../shared/contract';
import type { LifeboatConfig } from '../config';
import { LifeboatError, asLifeboatError } from '../errors';
import type { Scope } from '../transfer/filter';
import type { ExportRun, Exporter } from './exporter';
import type { Job } from './job';

const EXTENSION = '.tar.gz';
const UNFINISHED = '.part';
const MIB = 1024 * 1024;
/** Why a copy failed, where there is more to say than that the log does. */
const TOLD_REASONS = ['diskFull', 'storageUnreadable'];

/** The exports that are made just before a restore, by the restore's id, so that it can be undone. */
export interface SafetyCopies {
  /**
   * Exports what the scope holds into a file that survives the machine.
   * @throws LifeboatError `safetyCopyFailed`; nothing is left then
   */
  make(job: Job, scope: Scope): Promise<void>;
  has(jobId: string): Promise<boolean>;
  /** @throws LifeboatError `noSafetyCopy` */
  open(jobId: string): Promise<AsyncIterable<Buffer>>;
  remove(jobId: string): Promise<void>;
  /** Leaves the newest. */
  prune(): Promise<void>;
  /** Removes what a killed process had begun to write. */
  removeUnfinished(): Promise<void>;
}

export function createSafetyCopies(
  strapi: Core.Strapi,
  exporter: Exporter,
  config: LifeboatConfig,
): SafetyCopies {
  const dir = path.resolve(strapi.dirs.app.root, config.safetyCopiesDir);
  const fileOf = (jobId: string): string => path.join(dir, `${jobId}${EXTENSION}`);

  async function write(job: Job, scope: Scope, file: string): Promise<void> {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    // It may have been made by hand, for all to read.
    await chmod(dir, 0o700);
    // The app's folder is often a repository, and the copies hold all of the site's content.
    await writeFile(path.join(dir, '.gitignore'), '*\n');
    const writer = exporter.createWriter({ compress: true });
    const target = createWriteStream(file, { mode: 0o600 });
    const writing = writer.sendTo(target);
    try {
      const exporting = exporter.run({
        id: `copy-${job.id}`,
        scope,
        writer,
        maxJsonlBytes: DEFAULT_MAX_SIZE_JSONL * MIB,
        observer: quiet(job),
        signal: job.signal,
      });
      await Promise.all([exporting, writing]);
    } catch (error) {
      writer.destroy(error as Error);
      await writing.catch(() => undefined);
      target.destroy();
      throw error;
    }
    await sync(file);
  }

  return {
    async make(job, scope) {
      const file = fileOf(job.id);
      try {
        await write(job, scope, file + UNFINISHED);
        await rename(file + UNFINISHED, file);
        await sync(dir);
      } catch (cause) {
        // Where the folder itself is none, this fails as well, for a reason that says less.
        await rm(file + UNFINISHED, { force: true }).catch(() => undefined);
        if (job.signal.aborted) throw cause;
        const { code, facts } = asLifeboatError(cause, 'exportFailed');
        const reason = TOLD_REASONS.includes(code) ? code : 'failed';
        throw new LifeboatError('safetyCopyFailed', { ...facts, reason }, { cause });
      }
    },
    has: (jobId) =>
      access(fileOf(jobId)).then(
        () => true,
        () => false,
      ),
    async open(jobId) {
      const file = fileOf(jobId);
      await access(file).catch((cause: unknown) => {
        throw new LifeboatError('noSafetyCopy', {}, { cause });
      });
      return createReadStream(file) as AsyncIterable<Buffer>;
    },
    async remove(jobId) {
      await rm(fileOf(jobId), { force: true });
      await rm(fileOf(jobId) + UNFINISHED, { force: true });
    },
    async prune() {
      const copies = (await namesIn(dir)).filter((name) => name.endsWith(EXTENSION));
      const dated = await Promise.all(
        copies.map(async (name) => {
          const file = path.join(dir, name);
          return { file, at: (await stat(file)).mtimeMs };
        }),
      );
      dated.sort((a, b) => b.at - a.at);
      for (const { file } of dated.slice(config.safetyCopies)) await rm(file, { force: true });
    },
    async removeUnfinished() {
      for (const name of await namesIn(dir)) {
        if (name.endsWith(UNFINISHED)) await rm(path.join(dir, name), { force: true });
      }
    },
  };
}

/** What is missing in the copy belongs into the restore's result; how far the copy is does not count as its stages. */
function quiet(job: Job): ExportRun['observer'] {
  return {
    stageStarted: () => undefined,
    stageProgressed: () => undefined,
    rowsWritten: () => undefined,
    stageEnded: () => undefined,
    committing: () => undefined,
    warned: (one) => job.warned({ ...one, inSafetyCopy: true }),
  };
}

async function namesIn(dir: string): Promise<string[]> {
  return readdir(dir).catch(() => []);
}

/** Onto the disk itself, a file's bytes or a folder's names. */
async function sync(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
