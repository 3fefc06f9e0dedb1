import { test as base } from '@playwright/test';
import { type Site, type SiteOptions, createSite } from '../../support/site';
import { type SlowLink, openSlowLink } from './slow-link';
import { seeded } from './seeded';

type Template = 'magazine' | 'empty';

interface Fixtures {
  /** A copy of a seeded site, not started: for the official commands. */
  copySite: (template: Template, options?: SiteOptions) => Promise<Site>;
  /** A running copy. */
  startSite: (template: Template, options?: SiteOptions) => Promise<Site>;
  /** Another address of a site, over which archives can be made to move slowly. */
  slowLinkTo: (site: Site) => Promise<SlowLink>;
}

/** Every site and link is gone after its test; a failed test keeps what its sites printed. */
export const test = base.extend<Fixtures>({
  // Playwright reads the names of the fixtures that are needed out of this pattern.
  // eslint-disable-next-line no-empty-pattern
  copySite: async ({}, use, info) => {
    const sites: Site[] = [];
    await use(async (template, options) => {
      const site = await createSite(seeded()[template], options);
      sites.push(site);
      return site;
    });
    for (const site of sites) {
      if (info.status !== info.expectedStatus && site.log()) {
        await info.attach('server.log', { body: site.log(), contentType: 'text/plain' });
      }
      await site.remove();
    }
  },

  startSite: async ({ copySite }, use) => {
    await use(async (template, options) => {
      const site = await copySite(template, options);
      await site.start();
      return site;
    });
  },

  // eslint-disable-next-line no-empty-pattern
  slowLinkTo: async ({}, use) => {
    const links: SlowLink[] = [];
    await use(async (site) => {
      const link = await openSlowLink(site.url);
      links.push(link);
      return link;
    });
    for (const link of links) await link.close();
  },
});

export { expect } from '@playwright/test';
