import { readFileSync } from 'node:fs';

/**
 * What must not stay behind, however the run ends: servers, folders, databases. The last made goes first.
 */
const pending: (() => Promise<unknown>)[] = [];
let stopping = false;

/**
 * Remembers how to undo something.
 * @returns does it now instead, once
 * @throws when the run is being stopped, so that nothing more is made
 */
export function atEnd(undo: () => Promise<unknown>): () => Promise<void> {
  pending.push(undo);
  if (stopping) throw new Error('Stopped');
  return async () => {
    const index = pending.indexOf(undo);
    if (index < 0) return;
    pending.splice(index, 1);
    await undo();
  };
}

/** Undoes all that is left; one failure does not keep the rest from being undone. */
export async function cleanUp(): Promise<void> {
  for (let undo = pending.pop(); undo; undo = pending.pop()) {
    await undo().catch((error: unknown) => console.error(error));
  }
}

/** Cleans up before the process gives way to a signal. */
export function cleanUpOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // vite-node's own listener would end the process at once.
    process.removeAllListeners(signal);
    process.once(signal, () => {
      stopping = true;
      // What they write now, a site's folder for one, would come back after it was removed.
      killChildren();
      void cleanUp().finally(() => process.exit(1));
    });
  }
}

function killChildren(): void {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8');
  for (const pid of children.split(' ').filter(Boolean)) process.kill(Number(pid), 'SIGKILL');
}

/** Whether a signal has come: what fails from then on fails because of it. */
export function isStopping(): boolean {
  return stopping;
}
