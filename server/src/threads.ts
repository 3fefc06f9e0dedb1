import { Worker } from 'node:worker_threads';

/**
 * Where each thread has a priority of its own, these wait for whoever answers requests (setpriority(2): on Linux it is a
 * thread's); a sandbox may refuse it.
 */
const YIELD = `
  if (process.platform === 'linux') {
    const os = require('node:os');
    try {
      os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {}
  }
`;

/**
 * Starts a thread for work that nobody waits for at every millisecond.
 * @param source what it runs: a script, which knows nothing but what it is given
 */
export function startThread(source: string, workerData?: unknown): Worker {
  return new Worker(YIELD + source, { eval: true, workerData });
}
