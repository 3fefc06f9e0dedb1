import { createReadStream } from 'node:fs';
import { type FileHandle, access, mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import { linesIn, wholeLines } from '../../archive';
import type { AssetStore, Journal } from './asset-store';

const PLAN = 'plan.jsonl';

/** The lines of a journal, in the order in which they were noted. */
export interface Plan<Line> {
  /** On disk, as far as the system is concerned, when this resolves: it survives the process. No lines make an empty plan. */
  note(lines: Line[]): Promise<void>;
  /** Survives the machine, too, even when there is nothing in it. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** @param dir is made with the first line */
export function createPlan<Line>(dir: string): Plan<Line> {
  let file: FileHandle | undefined;
  let closed = false;
  let noted: Promise<void> = Promise.resolve();

  async function append(lines: Line[]): Promise<void> {
    if (closed) throw new Error('The journal is closed');
    if (!file) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      file = await open(path.join(dir, PLAN), 'w', 0o600);
    }
    await file.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  const plan: Plan<Line> = {
    note(lines) {
      // One after the other, or two lines could be written into each other.
      const noting = noted.then(() => append(lines));
      noted = noting.catch(() => undefined);
      return noting;
    },
    async sync() {
      await plan.note([]);
      await file?.sync();
    },
    async close() {
      await noted;
      closed = true;
      await file?.close();
      file = undefined;
    },
  };
  return plan;
}

/** How a store ends: its journal does what the plan says, or takes it back. */
export function settledBy(
  plan: Pick<Plan<never>, 'close'>,
  journal: Journal,
): Pick<AssetStore, 'commit' | 'forget' | 'rollback'> {
  return {
    async commit() {
      await plan.close();
      await journal.finish();
    },
    forget: journal.forget,
    async rollback() {
      await plan.close().catch(() => undefined);
      await journal.undo().catch(() => undefined);
    },
  };
}

export function hasPlan(dir: string): Promise<boolean> {
  return exists(path.join(dir, PLAN));
}

/** None when there is no plan. A line that was cut off by a crash was not acted upon, and is left out. */
export async function* readPlan<Line>(dir: string): AsyncGenerator<Line> {
  const file = path.join(dir, PLAN);
  if (!(await exists(file))) return;
  for await (const page of wholeLines(createReadStream(file))) {
    for (const text of linesIn(page)) {
      const line = parse<Line>(text);
      if (line !== undefined) yield line;
    }
  }
}

function parse<Line>(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
