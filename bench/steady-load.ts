import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** An answer to one of many requests. */
export interface Answered {
  /** 0 when there was none, or none in half a minute. */
  status: number;
  /** When it was asked, in ms from the first. */
  at: number;
  /** How long it took. */
  ms: number;
}

/**
 * Asks an address so many times a second, whether answers come or not, as long as `work` takes.
 * @returns the answers in the order in which they were asked for
 */
export async function underLoad(
  url: string,
  perSecond: number,
  work: () => Promise<unknown>,
): Promise<Answered[]> {
  const client = fork(path.join(__dirname, 'steady-client.cjs'), { execArgv: [] });
  try {
    client.send({ url, perSecond });
    await once(client, 'message');
    await work();
    client.send('end');
    const [answers] = (await once(client, 'message')) as [Answered[]];
    return answers.sort((a, b) => a.at - b.at);
  } finally {
    client.kill();
  }
}
