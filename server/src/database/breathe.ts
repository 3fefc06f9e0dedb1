import { setImmediate } from 'node:timers/promises';

/** Well below what a person notices, and far above what a turn of the event loop costs. */
const SLICE_MS = 5;

let sliceStarted = 0;

/**
 * Lets the server answer others when work has gone on for a while. SQLite answers within the same turn of the event
 * loop, so a long series of awaited queries is, to everyone else, one long blockade.
 */
export async function breathe(): Promise<void> {
  const now = performance.now();
  if (now - sliceStarted < SLICE_MS) return;
  await setImmediate();
  sliceStarted = performance.now();
}
