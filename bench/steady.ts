import { setTimeout as sleep } from 'node:timers/promises';
import { type Site, createSite, exportFrom, restoreTo, seed } from '../e2e/support/site';
import { type Answered, underLoad } from './steady-load';
import { atEnd } from './cleanup';
import { KEY } from './sample';
import { quantile } from './statistics';

const PER_SECOND = 200;
const LEAST_MS = 10_000;
/** A server that just started answers slowly until its code is compiled. */
const WARM_UP_MS = 5000;
const RESTORES = 3;
/** A stretch in which the site refuses; what was asked within it belongs to one restore. */
const APART_MS = 1000;

/** How a site answered to a steady rate of requests while something went on. */
export interface Steady {
  meanwhile: string;
  asked: number;
  /** By status; 0 is none. */
  statuses: Map<number, number>;
  /** Of the answers with 200, in ms. */
  median: number;
  p99: number;
  longest: number;
  /** The longest stretch in which it told others to come again, in ms. */
  refusedFor: number;
}

/** The content API of the playground, asked 200 times a second: idle, during exports and during restores. */
export async function measureSteadyLoad(): Promise<Steady[]> {
  const site = await createSite();
  const remove = atEnd(() => site.remove());
  await seed(site);
  await site.start();
  const url = `${site.url}/api/articles?pagination[pageSize]=5`;
  const archive = await exportFrom(site, { encrypt: false });
  const during = async (meanwhile: string, work: () => Promise<unknown>): Promise<Steady> =>
    figuresOf(meanwhile, await underLoad(url, PER_SECOND, work));
  await underLoad(url, PER_SECOND, () => sleep(WARM_UP_MS));
  const measured = [
    await during('nothing', () => sleep(LEAST_MS)),
    await during('exports', () => exports(site)),
    await during('restores', () => restores(site, archive)),
  ];
  await remove();
  return measured;
}

async function exports(site: Site): Promise<void> {
  const started = performance.now();
  do await exportFrom(site, { key: KEY });
  while (performance.now() - started < LEAST_MS);
}

async function restores(site: Site, archive: Buffer): Promise<void> {
  for (let round = 0; round < RESTORES; round += 1) {
    const { state, error } = await restoreTo(site, archive);
    if (state !== 'done')
      throw new Error(`The restore ended as ${state}: ${JSON.stringify(error)}`);
    await sleep(2 * APART_MS);
  }
}

function figuresOf(meanwhile: string, answers: Answered[]): Steady {
  const statuses = new Map<number, number>();
  for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const good = answers.filter(({ status }) => status === 200).map(({ ms }) => ms);
  return {
    meanwhile,
    asked: answers.length,
    statuses,
    median: quantile(good, 0.5),
    p99: quantile(good, 0.99),
    longest: Math.max(...good),
    refusedFor: longestStretch(answers.filter(({ status }) => status === 503)),
  };
}

function longestStretch(refused: Answered[]): number {
  let longest = 0;
  let from: number | undefined;
  let last = 0;
  for (const { at } of refused) {
    if (from === undefined || at - last > APART_MS) from = at;
    longest = Math.max(longest, at - from);
    last = at;
  }
  return longest;
}
