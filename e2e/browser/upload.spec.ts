import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { alertIn, archiveInput, button, keyField, open, upload } from './support/admin';
import { expect, test } from './support/fixtures';
import { HEAVY, holdUpload } from './support/held-upload';
import { KEY, archives } from './support/seeded';
import { like, t } from './support/text';

const fits = (page: Page) => page.getByText(t('report.fits'));
const notice = (page: Page, title: 'unfinished' | 'ready', values: { filename: string }) =>
  page.getByText(t(`open.title.${title}`, values));

/** Where each part began, in the order in which they were sent. */
function watchParts(page: Page): number[] {
  const offsets: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  return offsets;
}

test('a wrong key is told while the file is sent, and corrected on the way', async ({
  page,
  startSite,
}) => {
  const site = await startSite('empty');
  const parts = watchParts(page);
  await open(page, 'restore', site);
  await upload(page, archives.encrypted(), 'another key');
  await expect(alertIn(page)).toContainText(t('error.keyWrong'));

  await keyField(page).fill('still not it');
  const tried = page.waitForResponse((response) => response.url().endsWith('/key'));
  await button(page, t('upload.key.submit')).click();
  await tried;
  await expect(alertIn(page)).toContainText(t('error.keyWrong'));
  // The field goes while a key is tried, perhaps under one's hands.
  await expect(async () => {
    await keyField(page).fill(KEY, { timeout: 2000 });
    await button(page, t('upload.key.submit')).click({ timeout: 2000 });
    await expect(fits(page)).toBeVisible({ timeout: 8000 });
  }).toPass();
  expect(parts.length).toBeGreaterThan(0);
  expect(new Set(parts).size).toBe(parts.length);
});

test('an upload is paused and resumed', async ({ page, startSite, slowLinkTo }) => {
  const site = await startSite('magazine');
  const link = await slowLinkTo(site);
  await holdUpload(page, link);
  await button(page, t('upload.pause')).click();
  await expect(page.getByText(like('upload.paused', { percent: NaN }))).toBeVisible();
  link.release();
  const parts = watchParts(page);
  await button(page, t('upload.resume')).click();
  await expect(fits(page)).toBeVisible();
  expect(parts[0]).toBeGreaterThan(0);
});

test('after a reload, the same file is chosen again and only the rest of it is sent', async ({
  page,
  startSite,
  slowLinkTo,
}) => {
  const site = await startSite('magazine');
  const link = await slowLinkTo(site);
  // The browser asks whether to leave.
  page.on('dialog', (dialog) => dialog.accept());
  await holdUpload(page, link);
  await page.reload();
  link.release();
  await expect(notice(page, 'unfinished', HEAVY)).toBeVisible();
  await expect(page.getByText(t('open.goOn'))).toBeVisible();

  await archiveInput(page).setInputFiles(archives.plain());
  await expect(alertIn(page)).toContainText(t('restore.match.different.title'));
  await expect(button(page, t('restore.choose.asNew'))).toBeVisible();
  await archiveInput(page).setInputFiles(archives.heavy());
  await expect(
    page.getByText(like('restore.match.same', { received: '*', rest: '*' })),
  ).toBeVisible();
  const parts = watchParts(page);
  await button(page, t('restore.choose.goOn')).click();
  await expect(fits(page)).toBeVisible();
  expect(parts[0]).toBeGreaterThan(0);
});

test('an upload waits while there is no network, and goes on by itself', async ({
  page,
  context,
  startSite,
  slowLinkTo,
}) => {
  const site = await startSite('magazine');
  const link = await slowLinkTo(site);
  await holdUpload(page, link);
  await context.setOffline(true);
  link.cut();
  link.release();
  await expect(page.getByText(like('upload.waiting', { percent: NaN }))).toBeVisible();
  await expect(alertIn(page)).toBeHidden();
  const parts = watchParts(page);
  await context.setOffline(false);
  await expect(fits(page)).toBeVisible();
  expect(parts.find((offset) => offset > 0)).toBeGreaterThan(0);
});

test('an archive that was checked is there after a reload', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await open(page, 'restore', site);
  await upload(page, archives.plain());
  await expect(fits(page)).toBeVisible();
  await page.reload();
  await expect(notice(page, 'ready', { filename: 'magazine.tar' })).toBeVisible();
  await button(page, t('open.continue')).click();
  await expect(fits(page)).toBeVisible();
});

test.describe('an archive in the folder of the server', () => {
  let dir: string;

  test.beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-archives-'));
    await copyFile(archives.encrypted(), path.join(dir, 'kept.tar.gz.enc'));
    await copyFile(archives.plain(), path.join(dir, 'older.tar'));
  });

  test.afterEach(() => rm(dir, { recursive: true }));

  test('is chosen by keyboard and checked where it lies', async ({ page, startSite }) => {
    const site = await startSite('empty', { env: { LIFEBOAT_ARCHIVES_DIR: dir } });
    await open(page, 'restore', site);
    await button(page, t('restore.server.open')).focus();
    await page.keyboard.press('Enter');
    const archive = page.getByRole('radio', { name: /^kept\.tar\.gz\.enc/ });
    await expect(archive).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(page.getByRole('radio').first()).toBeFocused();
    await archive.focus();
    await page.keyboard.press('Space');
    await expect(archive).toBeChecked();

    await button(page, t('restore.server.submit')).click();
    await expect(page.getByText(t('restore.key.missing'))).toBeVisible();
    await keyField(page).fill('not the key');
    await button(page, t('restore.server.submit')).click();
    await expect(alertIn(page)).toContainText(t('error.keyWrong'));
    await keyField(page).fill(KEY);
    await button(page, t('upload.key.submit')).click();
    await expect(fits(page)).toBeVisible();
    await expect(page.getByRole('region', { name: t('archive.title') })).toContainText(
      'kept.tar.gz.enc',
    );
  });

  test('is not offered where there is no such folder', async ({ page, startSite }) => {
    const site = await startSite('empty');
    await open(page, 'restore', site);
    await expect(button(page, t('restore.choose.submit'))).toBeVisible();
    await expect(button(page, t('restore.server.open'))).toBeHidden();
  });
});
