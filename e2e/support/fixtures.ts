import { afterAll, inject } from 'vitest';
import { type DatabaseServer, SQLITE } from './databases';
import { type Site, type SiteOptions, createSite, seed } from './site';

/** A running copy of one of the seeded sites, removed after the test file. */
export async function startSite(
  template: 'magazine' | 'empty',
  options?: SiteOptions,
): Promise<Site> {
  const site = await copySite(template, options);
  await site.start();
  return site;
}

/** The same, not started: for the official commands. */
export async function copySite(
  template: 'magazine' | 'empty',
  options?: SiteOptions,
): Promise<Site> {
  const site = await createSite(inject(template), options);
  created.push(site);
  return site;
}

/**
 * A running site with the magazine on a fresh database of `server`. Except on SQLite, whose file is copied, it is
 * seeded there: so the database holds what Strapi itself writes into it, not what some copy made of that.
 */
export async function startMagazine(server: DatabaseServer, options?: SiteOptions): Promise<Site> {
  if (server === SQLITE) return startSite('magazine', options);
  const site = await createSite(undefined, { ...options, server });
  created.push(site);
  await seed(site);
  await site.start();
  return site;
}

const created: Site[] = [];

afterAll(async () => {
  for (const site of created.splice(0)) await site.remove();
});
