import { PERMISSIONS } from '../../shared/contract';
import { createAdmin } from '../support/admins';
import { exportFrom } from '../support/site';
import {
  alertIn,
  button,
  goTo,
  heading,
  listed,
  open,
  settingsLink,
  statusLine,
} from './support/admin';
import { expect, test } from './support/fixtures';
import { holdExport } from './support/held-export';
import { addLargeFile } from './support/large-file';
import { like, t } from './support/text';

const lastExport = (partial: 'true' | 'false') =>
  like('status.lastExport', { date: '*', name: 'Demo Admin', size: '*', partial });

test('the top of every view tells the last good export, and what runs', async ({
  page,
  startSite,
  slowLinkTo,
}) => {
  const site = await startSite('magazine');
  await addLargeFile(site);
  const link = await slowLinkTo(site);
  await open(page, 'history', link);
  await expect(page.getByText(t('history.none'))).toBeVisible();
  for (const view of ['history', 'restore', 'export'] as const) {
    await goTo(page, view);
    await expect(statusLine(page)).toContainText(t('status.none'));
  }

  await holdExport(page, link);
  const running = like('status.running', { word: 'export', name: 'Demo Admin', date: '*' });
  await expect(statusLine(page)).toContainText(running);
  await expect(statusLine(page)).not.toContainText(t('status.none'));
  await goTo(page, 'history');
  await expect(statusLine(page)).toContainText(running);
  await expect(heading(page, t('job.export.running'))).toBeVisible();

  link.release();
  await expect(heading(page, t('job.export.done'))).toBeVisible();
  await expect(statusLine(page)).toContainText(lastExport('false'));
  await expect(statusLine(page)).not.toContainText(running);
  await button(page, t('history.back')).click();
  await expect(listed(page, 'export').nth(1)).toContainText(t('history.state.done'));

  // Only a part of the site is not a whole backup, and that is said.
  await exportFrom(site, { encrypt: false, exclude: ['files'] });
  await goTo(page, 'restore');
  await expect(statusLine(page)).toContainText(lastExport('true'));
});

test('who may only look sees the history and nothing else', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await exportFrom(site, { encrypt: false });
  const reader = await createAdmin(site, 'reader', [PERMISSIONS.read]);
  await open(page, 'history', site, reader);
  await expect(listed(page, 'export')).toHaveCount(2);
  await expect(statusLine(page)).toContainText(lastExport('false'));
  for (const other of ['export', 'restore'] as const) {
    await expect(settingsLink(page, other)).toBeHidden();
  }
});

test('what there is to save is estimated before', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await exportFrom(site, { encrypt: false });
  await open(page, 'export', site);
  const files = page.getByText(/\d+ entries and \d+ files \(\d+.* [kM]?B\)/);
  await expect(files).toBeVisible();
  await expect(page.getByText(like('export.estimate.time', { duration: '*' }))).toBeVisible();
  await page.getByRole('radio', { name: t('export.preset.onlyContent') }).click();
  await expect(files).toBeHidden();
  await expect(page.getByText(like('export.estimate.size', { what: '*' }))).toBeVisible();
});

test('a list of jobs that does not come is told of, and not asked for over and over', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  await expect(button(page, t('export.submit'))).toBeVisible();

  let asked = 0;
  await page.route('**/lifeboat/jobs', (route) => {
    asked += 1;
    return route.abort();
  });
  await goTo(page, 'history');
  await expect(alertIn(page)).toContainText(t('history.failed'));
  await goTo(page, 'export');
  await expect(button(page, t('export.submit'))).toBeVisible();
  // Once by either page.
  expect(asked).toBe(2);

  await page.unroute('**/lifeboat/jobs');
  await goTo(page, 'history');
  await expect(page.getByText(t('history.none'))).toBeVisible();
});
