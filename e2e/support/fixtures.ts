import { afterAll, inject } from 'vitest';
import { type Site, type SiteOptions, createSite } from './site';

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

const created: Site[] = [];

afterAll(async () => {
  for (const site of created.splice(0)) await site.remove();
});
