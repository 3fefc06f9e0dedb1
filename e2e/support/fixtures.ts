import { afterAll, inject } from 'vitest';
import { SQLITE } from './databases';
import { type Site, type SiteOptions, createSite, seed } from './site';

type Template = 'magazine' | 'empty';

/** A running site with the same content as one of the seeded ones, removed after the test file. */
export async function startSite(template: Template, options?: SiteOptions): Promise<Site> {
  const site = await copySite(template, options);
  await site.start();
  return site;
}

/**
 * The same, not started: for the official commands. Other databases than SQLite's file can't be copied and are seeded;
 * so they hold what Strapi itself writes into them, not what some copy made of that.
 */
export async function copySite(template: Template, options: SiteOptions = {}): Promise<Site> {
  const isCopied = (options.server ?? SQLITE) === SQLITE;
  const site = await createSite(isCopied ? inject(template) : undefined, options);
  created.push(site);
  if (!isCopied) await seed(site, ...(template === 'empty' ? ['--admin-only'] : []));
  return site;
}

const created: Site[] = [];

/** For a site that was made another way. */
export function removedAfterwards(site: Site): void {
  created.push(site);
}

afterAll(async () => {
  for (const site of created.splice(0)) await site.remove();
});
