import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Megabytes of 10⁶ bytes. */
const MB = 1e6;

/** What a process holds in memory now (Linux), in MB. */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024) / MB;
}

export interface Measured {
  seconds: number;
  /** MB at the highest. */
  peakMemory: number;
  /** Milliseconds of the slowest answer of `ping`. */
  slowestPing: number;
}

/**
 * Runs `work` while watching the memory of a process and how fast it answers.
 * @param ping asked again and again, with a pause of 20 ms, while `work` runs
 */
export async function measure(
  pid: number,
  work: () => Promise<unknown>,
  ping: () => Promise<unknown>,
): Promise<Measured> {
  let running = true;
  let peakMemory = 0;
  let slowestPing = 0;
  const watchMemory = async (): Promise<void> => {
    while (running) {
      peakMemory = Math.max(peakMemory, await residentMemory(pid));
      await sleep(50);
    }
  };
  const watchAnswers = async (): Promise<void> => {
    while (running) {
      const asked = performance.now();
      await ping();
      slowestPing = Math.max(slowestPing, performance.now() - asked);
      await sleep(20);
    }
  };
  const watching = [watchMemory(), watchAnswers()];
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  running = false;
  await Promise.all(watching);
  return { seconds, peakMemory, slowestPing };
}
