import type { JobList } from '../../shared/contract';
import { stagedIn } from '../support/staging';
import {
  alertIn,
  button,
  confirmRestore,
  dialog,
  goTo,
  heading,
  listed,
  open,
  upload,
} from './support/admin';
import { expect, test } from './support/fixtures';
import { holdExport } from './support/held-export';
import { HEAVY, holdUpload } from './support/held-upload';
import { addLargeFile } from './support/large-file';
import { slowDownTags } from './support/slow-rows';
import { archives, stateOf } from './support/seeded';
import { like, t } from './support/text';

test('an upload that is cancelled leaves nothing on the server', async ({
  page,
  startSite,
  slowLinkTo,
}) => {
  const site = await startSite('magazine');
  const link = await slowLinkTo(site);
  await holdUpload(page, link);

  await button(page, t('upload.cancel')).click();
  await expect(heading(page, t('restore.choose.title'))).toBeVisible();
  await expect(alertIn(page)).toBeHidden();
  link.release();
  await expect.poll(() => stagedIn(site)).toEqual([]);

  // The way is free for another.
  await upload(page, archives.plain());
  await expect(page.getByText(t('report.fits'))).toBeVisible();
});

test('an upload is not left by accident', async ({ page, startSite, slowLinkTo }) => {
  const site = await startSite('magazine');
  const link = await slowLinkTo(site);
  await holdUpload(page, link);

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  const asked = dialog(page);
  await expect(asked).toContainText(t('upload.leave.text'));
  await asked.getByRole('button', { name: t('upload.leave.stay') }).click();
  await expect(heading(page, t('upload.title', HEAVY))).toBeVisible();

  await page.getByRole('link', { name: 'Overview', exact: true }).click();
  await asked.getByRole('button', { name: t('upload.leave.leave') }).click();
  await expect(heading(page, 'Overview')).toBeVisible();
  link.release();

  // What has arrived is kept, and offered to whoever comes back.
  await page.getByRole('link', { name: t('restore.link'), exact: true }).click();
  await expect(page.getByText(t('open.title.unfinished', HEAVY))).toBeVisible();
  expect(await stagedIn(site)).not.toEqual([]);
  await button(page, t('open.discard')).click();
  await expect(page.getByText(t('open.title.unfinished', HEAVY))).toBeHidden();
  expect(await stagedIn(site)).toEqual([]);
});

test('an export that is cancelled breaks its download off', async ({
  page,
  startSite,
  slowLinkTo,
}) => {
  const site = await startSite('magazine');
  await addLargeFile(site);
  const link = await slowLinkTo(site);
  await open(page, 'export', link);
  const download = await holdExport(page, link);
  await expect(heading(page, t('job.export.running'))).toBeVisible();
  await expect(page.getByText(like('job.bytesSent', { size: '*' }))).toBeVisible();

  await button(page, t('job.cancel.export')).click();
  await expect(heading(page, t('job.export.cancelled'))).toBeVisible();
  await expect(page.getByText(t('job.cancelled.export'))).toBeVisible();
  link.release();
  expect(await download.failure()).not.toBeNull();

  await button(page, t('export.again')).click();
  await expect(button(page, t('export.submit'))).toBeEnabled();
  await goTo(page, 'history');
  await expect(
    listed(page, 'export').filter({ hasText: download.suggestedFilename() }),
  ).toContainText(t('history.state.cancelled'));
});

test('a download that is cancelled in the browser ends the export', async ({
  page,
  startSite,
  slowLinkTo,
}) => {
  const site = await startSite('magazine');
  await addLargeFile(site);
  const link = await slowLinkTo(site);
  await open(page, 'export', link);
  const download = await holdExport(page, link);
  await expect(heading(page, t('job.export.running'))).toBeVisible();

  await download.cancel();
  link.release();
  await expect(heading(page, t('job.export.cancelled'))).toBeVisible();
  await button(page, t('export.again')).click();
  await goTo(page, 'history');
  await expect(
    listed(page, 'export').filter({ hasText: download.suggestedFilename() }),
  ).toContainText(t('job.cancelled.downloadInterrupted'));
});

test('a restore that is cancelled leaves the site as it was', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await site.api('POST', '/content-manager/collection-types/api::tag.tag', { name: 'Only here' });
  await slowDownTags(site);
  const before = await stateOf(site);
  await open(page, 'restore', site);
  await upload(page, archives.large());
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.running'))).toBeVisible();
  await expect(page.getByRole('progressbar', { name: t('stage.entities') })).not.toHaveAttribute(
    'aria-valuenow',
    '0',
  );

  await button(page, t('job.cancel.restore')).click();
  await expect(heading(page, t('job.restore.cancelled'))).toBeVisible();
  await expect(page.getByText(t('job.cancelled.restore'))).toBeVisible();
  expect(await stateOf(site)).toEqual(before);
  const { body } = await site.api<JobList>('GET', '/lifeboat/jobs');
  expect(body.data.recent[0]).toMatchObject({ kind: 'restore', state: 'cancelled' });

  // The archive is still there, so that nobody has to upload it twice.
  await button(page, t('restore.back')).click();
  await expect(page.getByText(t('report.fits'))).toBeVisible();
});
