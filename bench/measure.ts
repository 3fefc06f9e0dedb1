import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Megabytes of 10⁶ bytes. */
export const MB = 1e6;

const SAMPLE_EVERY_MS = 20;

export interface Measured {
  seconds: number;
  /** MB at the highest, the processes that it started included. */
  peakMemory: number;
}

/** What a process and those it started hold in memory now (Linux), in MB; 0 when it has ended. */
export async function residentMemory(pid: number): Promise<number> {
  const read = (file: string): Promise<string> =>
    readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
  // A process that has just ended still has a status, without this line.
  const own = (Number(/VmRSS:\s+(\d+)/.exec(await read('status'))?.[1] ?? 0) * 1024) / MB;
  const children = (await read(`task/${pid}/children`)).split(' ').filter(Boolean);
  const theirs = await Promise.all(children.map((child) => residentMemory(Number(child))));
  return theirs.reduce((sum, memory) => sum + memory, own);
}

/** Runs `work` while watching the memory of a process. */
export async function measure(pid: number, work: () => Promise<unknown>): Promise<Measured> {
  let running = true;
  let peakMemory = 0;
  const watching = (async () => {
    while (running) {
      peakMemory = Math.max(peakMemory, await residentMemory(pid));
      await sleep(SAMPLE_EVERY_MS);
    }
  })();
  const started = performance.now();
  try {
    await work();
    return { seconds: (performance.now() - started) / 1000, peakMemory };
  } finally {
    running = false;
    await watching;
  }
}
