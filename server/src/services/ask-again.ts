import { setTimeout as sleep } from 'node:timers/promises';

/** How often, and how far apart, a database is asked that may be back in a moment. */
const TIMES = 10;
const EVERY_MS = 1000;

/** @param warn told of each failure @throws the last failure */
export async function askAgain<T>(
  ask: () => Promise<T>,
  warn: (error: unknown) => void,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      warn(error);
      if (tries === TIMES) throw error;
    }
    await sleep(EVERY_MS);
  }
}
