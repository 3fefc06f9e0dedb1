import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** What tells one life of one process from all others. */
export interface Holder {
  host: string;
  pid: number;
  life: string;
}

const ME: Holder = { host: hostname(), pid: process.pid, life: randomUUID() };

/** Who this process is in records that others read. */
export const holderHere = JSON.stringify(ME);

/**
 * Whether the process behind `holder` is known to have ended: one of this machine that is no more, or an earlier life
 * of this one, as in a container, where a server has the same number at each start. Of other machines nothing is known.
 */
export function hasEnded(holder: string): boolean {
  const { host, pid, life } = JSON.parse(holder) as Holder;
  if (host !== ME.host) return false;
  return pid === ME.pid ? life !== ME.life : !isAlive(pid);
}

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
