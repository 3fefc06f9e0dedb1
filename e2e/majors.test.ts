import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, VERSION_STRATEGIES } from '../shared/contract';
import { HOST, HOSTS } from './support/host';
import { type Site, createSite, exportFrom, seed, upload } from './support/site';
import { removedAfterwards } from './support/fixtures';

/** Where the packages of both are there: the tests on Strapi 5 alone need not install those of 4. */
describe.skipIf(HOST !== HOSTS.strapi4)('an archive of another major', () => {
  const sites = {} as Record<keyof typeof HOSTS, Site>;
  const archives = {} as Record<keyof typeof HOSTS, Buffer>;

  beforeAll(async () => {
    for (const host of Object.values(HOSTS)) {
      const site = await createSite(undefined, { host });
      removedAfterwards(site);
      await seed(site, '--admin-only');
      await site.start();
      sites[host.name] = site;
      archives[host.name] = await exportFrom(site, { encrypt: false });
    }
  });

  it.each([
    ['strapi4', 'strapi5', /Upgrade a copy of the old site to Strapi 5 .* and export there/],
    ['strapi5', 'strapi4', /Restore it on a site of Strapi 5; there is no way back to Strapi 4/],
  ] as const)('of %s is refused on %s, with words for what to do', async (from, to, words) => {
    const { body } = await upload(sites[to], archives[from]);
    expect(body.data.report.versions).toMatchObject({
      archive: HOSTS[from].version,
      site: HOSTS[to].version,
      allowedBy: ['ignore'],
    });
    for (const versionStrategy of VERSION_STRATEGIES) {
      const report = await sites[to].api<Report>(
        'GET',
        `/lifeboat/uploads/${body.data.id}/report?versionStrategy=${versionStrategy}`,
      );
      const { blockers } = report.body.data;
      const found = blockers.find(({ details }) => details.code === 'versionMismatch');
      if (versionStrategy === 'ignore') expect(found).toBeUndefined();
      else expect(found?.message).toMatch(words);

      const started = await sites[to].api('POST', '/lifeboat/restores', {
        upload: body.data.id,
        versionStrategy,
      });
      // The content types are not the same either, whatever the version may be.
      expect(started.status).toBe(400);
    }
  });
});
