import type { ExportCreated } from '../../shared/contract';
import {
  button,
  confirmRestore,
  goTo,
  heading,
  listed,
  open,
  stage,
  statusLine,
  upload,
} from './support/admin';
import { expect, test } from './support/fixtures';
import { holdExport } from './support/held-export';
import { addLargeFile } from './support/large-file';
import { KEY, archives, expectSameAsMagazine } from './support/seeded';
import { slowDownTags } from './support/slow-rows';
import { like, t } from './support/text';

test('an export goes on when the page is reloaded or left, and is found again', async ({
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

  await page.reload();
  await expect(heading(page, t('job.export.running'))).toBeVisible();
  await expect(stage(page, 'entities', 'done')).toBeVisible();

  // Either page shows what runs, since it is in the way of another job.
  await goTo(page, 'restore');
  await expect(heading(page, t('job.export.running'))).toBeVisible();
  await goTo(page, 'export');
  await expect(heading(page, t('job.export.running'))).toBeVisible();

  link.release();
  await expect(heading(page, t('job.export.done'))).toBeVisible();
  expect(await download.failure()).toBeNull();
});

test('an export that nobody downloads yet is found after a reload, and can be downloaded', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  const created = await site.api<ExportCreated>('POST', '/lifeboat/exports', { key: KEY });
  expect(created.status).toBe(201);
  await page.reload();
  await expect(heading(page, t('job.export.waiting'))).toBeVisible();
  const downloading = page.waitForEvent('download');
  await button(page, t('job.download.start')).click();
  expect(await (await downloading).failure()).toBeNull();
  await expect(heading(page, t('job.export.done'))).toBeVisible();
});

test('a restore goes on when the page is reloaded, and its outcome is found', async ({
  page,
  startSite,
}) => {
  const site = await startSite('empty');
  await slowDownTags(site);
  await open(page, 'restore', site);
  await upload(page, archives.large());
  await confirmRestore(page);
  await expect(stage(page, 'entities', 'running')).toBeVisible();

  // Instead of the admin comes a page that asks again by itself.
  await page.reload();
  await expect(heading(page, 'The site is being restored')).toBeVisible();
  const outcome = heading(page, t('job.restore.done'));
  const told = statusLine(page).getByText(
    like('status.lastRestore', {
      word: 'restore',
      state: 'done',
      filename: 'large.tar',
      date: '*',
      name: '*',
    }),
  );
  await expect(outcome.or(told).first()).toBeVisible({ timeout: 90_000 });
  const tags = await site.api<unknown[]>(
    'GET',
    '/content-manager/collection-types/api::tag.tag?page=1&pageSize=10',
  );
  expect(tags.body).toMatchObject({ pagination: { total: expect.any(Number) } });
});

test('a restore is followed from the other page, and by somebody who looks in', async ({
  page,
  browser,
  startSite,
}) => {
  const site = await startSite('magazine');
  await open(page, 'restore', site);
  const other = await browser.newPage();
  await open(other, 'export', site);

  await upload(page, archives.encrypted(), KEY);
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await goTo(other, 'history');
  await expect(listed(other, 'restore').filter({ hasText: 'magazine.tar.gz.enc' })).toContainText(
    t('history.state.done'),
  );
  await other.close();
  await expectSameAsMagazine(site);
});
