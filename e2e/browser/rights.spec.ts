import { PERMISSIONS, type ExportCreated } from '../../shared/contract';
import { createAdmin } from '../support/admins';
import {
  button,
  expectNoAccess,
  heading,
  logIn,
  open,
  settingsLink,
  submitExport,
} from './support/admin';
import { expect, test } from './support/fixtures';
import { KEY } from './support/seeded';
import { like, t } from './support/text';

/** Something else in the settings, so that there is a settings menu to look into. */
const OTHER = 'admin::webhooks.read';

test('the menu shows only what the role allows', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  const exporter = await createAdmin(site, 'exporter', [PERMISSIONS.export]);
  const stranger = await createAdmin(site, 'stranger', [OTHER]);

  await open(page, 'export', site, exporter);
  await expect(settingsLink(page, 'restore')).toBeHidden();
  await page.goto(`${site.url}/admin/settings/lifeboat/restore`);
  await expectNoAccess(page);
  await expect(heading(page, t('restore.title'))).toBeHidden();

  await page.context().clearCookies();
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await logIn(page, `${site.url}/admin`, stranger);
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Webhooks', exact: true })).toBeVisible();
  await expect(settingsLink(page, 'export')).toBeHidden();
  await expect(settingsLink(page, 'restore')).toBeHidden();
});

test('who may only export can do so', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  const exporter = await createAdmin(site, 'exporter', [PERMISSIONS.export]);
  await open(page, 'export', site, exporter);
  const downloading = page.waitForEvent('download');
  await submitExport(page, KEY);
  expect(await (await downloading).failure()).toBeNull();
  await expect(heading(page, t('job.export.done'))).toBeVisible();
});

test('a second job has to wait, and the page says for what', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  const exporter = await createAdmin(site, 'exporter', [PERMISSIONS.export]);
  await open(page, 'export', site, exporter);

  const { body } = await site.api<ExportCreated>('POST', '/lifeboat/exports', { key: 'k' });
  await submitExport(page, KEY);
  // The page shows the other job, which is not this person's to cancel.
  await expect(page.getByText(like('job.startedBy', { name: 'Demo Admin' }))).toBeVisible();
  await expect(button(page, t('job.cancel.export'))).toBeHidden();
  await fetch(`${site.url}/lifeboat/jobs/${body.data.id}`, {
    method: 'DELETE',
    headers: { 'Lifeboat-Ticket': body.data.ticket },
  });
  await expect(heading(page, t('job.export.cancelled'))).toBeVisible();
  await button(page, t('export.again')).click();
  await expect(button(page, t('export.submit'))).toBeEnabled();
});
