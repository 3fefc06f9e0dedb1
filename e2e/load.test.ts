import { beforeAll, expect, it } from 'vitest';
import { startSite } from './support/fixtures';
import { type Site, exportFrom, restoreTo } from './support/site';
import { type Answered, underLoad } from './support/steady-load';

/** What a busy machine can answer beside all else; `npm run bench -- --load` asks more. */
const PER_SECOND = 40;
const ROUNDS = 3;

let site: Site;
let url: string;
beforeAll(async () => {
  site = await startSite('magazine');
  url = `${site.url}/api/articles?pagination[pageSize]=5`;
});

const statusesOf = (answers: Answered[]): number[] =>
  [...new Set(answers.map(({ status }) => status))].sort();

it('every request is answered while exports run', async () => {
  const answers = await underLoad(url, PER_SECOND, async () => {
    for (let round = 0; round < ROUNDS; round += 1) await exportFrom(site, { key: 'a key' });
  });
  expect(answers.length).toBeGreaterThan(PER_SECOND / 2);
  expect(statusesOf(answers)).toEqual([200]);
});

it('during a restore requests are answered, or told to come again in one stretch only', async () => {
  const archive = await exportFrom(site, { encrypt: false });
  const answers = await underLoad(url, PER_SECOND, async () => {
    expect(await restoreTo(site, archive)).toMatchObject({ state: 'done' });
    // What comes after the restore is part of it.
    expect((await fetch(url)).status).toBe(200);
  });
  expect(statusesOf(answers)).toEqual([200, 503]);
  const refused = answers.map(({ status }) => status === 503);
  const stretch = refused.slice(refused.indexOf(true), refused.lastIndexOf(true) + 1);
  expect(stretch).not.toContain(false);
});
