import path from 'node:path';
import { confirmRestore, goTo, heading, logIn, submitExport, upload } from './support/admin';
import { expect, test } from './support/fixtures';
import { KEY, expectSameAsMagazine } from './support/seeded';
import { t } from './support/text';
import { type Variant, buildVariant } from './support/variant';

let variant: Variant | undefined;

// The admin may connect to any https address, and here there is only http.
test.use({ bypassCSP: true });

test.afterAll(() => variant?.remove());

test('an admin at another path and origin than its API exports and restores', async ({
  page,
  copySite,
}) => {
  test.setTimeout(240_000);
  const site = await copySite('magazine');
  const { port } = new URL(site.url);
  // Both names reach the same server; to the browser they are as foreign as two domains.
  const api = `http://localhost:${port}`;
  const admin = `http://127.0.0.1:${port}/dashboard`;
  variant = await buildVariant(
    'another-origin',
    site,
    { ADMIN_URL: admin, PUBLIC_URL: api },
    // Strapi's own condition: its admin keeps the token in a cookie for /admin, unless told otherwise.
    { auth: { cookie: { path: '/' } } },
  );
  await variant.start();

  const origins = new Set<string>();
  page.on('request', (request) => {
    if (request.url().includes('/lifeboat/')) origins.add(new URL(request.url()).origin);
  });
  await logIn(page, admin);
  await goTo(page, 'export');
  const downloading = page.waitForEvent('download');
  await submitExport(page, KEY);
  const download = await downloading;
  expect(new URL(download.url()).origin).toBe(api);
  const file = path.join(site.dir, download.suggestedFilename());
  await download.saveAs(file);
  await expect(heading(page, t('job.export.done'))).toBeVisible();

  await goTo(page, 'restore');
  await upload(page, file, KEY);
  await expect(page.getByText(t('report.fits'))).toBeVisible();
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await expectSameAsMagazine(site);
  expect([...origins]).toEqual([api]);
});
