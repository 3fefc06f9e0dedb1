import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from './cleanup';
import type { Ours } from './ours';
import { quantile } from './statistics';

/** Long enough for a 99th percentile that is more than one odd request. */
const LEAST_MS = 10_000;

/** The first page of a list of the admin, as anyone at work asks for it all day. */
const LISTS: Record<string, string> = {
  magazine: '/content-manager/collection-types/api::article.article?page=1&pageSize=10',
  media: '/upload/files?page=1&pageSize=10',
};

export interface Answering {
  /** 99th percentiles, in ms. */
  idle: number;
  duringExport: number;
  requests: number;
}

/** How fast the site answers a simple request while an export runs. @returns nothing for a shape without a list */
export async function measureAnswering(ours: Ours, shape: string): Promise<Answering | undefined> {
  const list = LISTS[shape];
  if (!list) return undefined;
  const authorization = await ours.authorization();
  const ask = async (meanwhile: () => Promise<unknown>): Promise<number[]> =>
    latenciesOf(ours.site.url + list, authorization, meanwhile);

  const idle = await ask(() => sleep(LEAST_MS));
  const during = await ask(async () => {
    const started = performance.now();
    do await ours.export();
    while (performance.now() - started < LEAST_MS);
  });
  return {
    idle: quantile(idle, 0.99),
    duringExport: quantile(during, 0.99),
    requests: during.length,
  };
}

/** The requests come from a process of their own: this one is busy with the download. */
async function latenciesOf(
  url: string,
  authorization: string,
  meanwhile: () => Promise<unknown>,
): Promise<number[]> {
  const client = fork(path.join(__dirname, 'load-client.cjs'), { execArgv: [] });
  const kill = atEnd(async () => client.kill());
  client.send({ url, authorization });
  // A process takes a moment to start.
  await once(client, 'message');
  await meanwhile();
  client.send('end');
  const [latencies] = (await once(client, 'message')) as [number[]];
  await kill();
  return latencies;
}
