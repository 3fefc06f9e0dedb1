import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { PERMISSIONS } from '../../shared/contract';
import { createAdmin } from '../support/admins';
import { HOST } from '../support/host';
import { smallDisk } from '../support/small-disk';
import { alertIn, button, heading, keyField, open, upload } from './support/admin';
import { expect, test } from './support/fixtures';
import { HEAVY, expectOnTheWay, holdUpload } from './support/held-upload';
import { KEY, archives } from './support/seeded';
import { like, t } from './support/text';

const fits = (page: Page) => page.getByText(t('report.fits'));

test('who closes the tab during an upload is asked', async ({ page, startSite, slowLinkTo }) => {
  const site = await startSite('magazine');
  const link = await slowLinkTo(site);
  await holdUpload(page, link);

  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await expectOnTheWay(page);
  link.release();
  await expect(fits(page)).toBeVisible();

  // Nothing is under way any more, so nobody is asked. Chromium takes no second request to close a page.
  const goes = await page.evaluate(() =>
    window.dispatchEvent(new Event('beforeunload', { cancelable: true })),
  );
  expect(goes).toBe(true);
});

test('an upload in one tab is seen in another, and its space by everybody', async ({
  page,
  context,
  browser,
  startSite,
  slowLinkTo,
}) => {
  const site = await startSite('magazine');
  const link = await slowLinkTo(site);
  await holdUpload(page, link);

  const second = await context.newPage();
  // Strapi 4 keeps who is signed in for one tab.
  if (HOST.hasSessions) await second.goto(page.url());
  else await open(second, 'restore', link);
  await expect(second.getByText(t('open.title.receiving', HEAVY))).toBeVisible();
  await expect(second.getByText(t('open.otherTab'))).toBeVisible();
  await expect(second.getByText(like('open.received', { received: '*', size: '*' }))).toBeVisible();
  const own = like('open.space', { whose: 'own', own: '*', others: '' });
  await expect(second.getByText(own)).toBeVisible();

  const stranger = await createAdmin(site, 'stranger', [PERMISSIONS.restore]);
  const other = await browser.newPage();
  await open(other, 'restore', site, stranger);
  const others = like('open.space', { whose: 'others', own: '', others: '*' });
  await expect(other.getByText(others)).toBeVisible();
  await expect(other.getByText(HEAVY.filename)).toHaveCount(0);
  await other.close();

  link.release();
  await expect(fits(page)).toBeVisible();
  // Another tab hears of it by itself, and its space is free again.
  await expect(second.getByText(t('open.title.ready', HEAVY))).toBeVisible();
  await expect(second.getByText(own)).toBeHidden();
});

test('a full disk is told, and what was sent is read when there is room again', async ({
  page,
  copySite,
}) => {
  const site = await copySite('empty');
  const order = path.join(site.dir, 'fault');
  const tell = (text: string): void => writeFileSync(order, text);
  const faults = { never: () => tell(''), full: (folder: string) => tell(`full ${folder}`) };
  faults.never();
  Object.assign(site.env, {
    NODE_OPTIONS: `--require ${path.join(__dirname, '../support/fault.cjs')}`,
    LIFEBOAT_FAULT_FILE: order,
    LIFEBOAT_MAX_UNPACKED_BYTES: '1000000000',
  });
  const disk = await smallDisk(faults, path.join(site.dir, 'staging'), 32);
  try {
    await site.start();
    await open(page, 'restore', site);
    // Under a name that does not tell that it is encrypted: it is not read before the key is there.
    const buffer = await readFile(archives.encrypted());
    await upload(page, { name: 'backup.bin', mimeType: 'application/x-tar', buffer });
    await expect(alertIn(page)).toContainText(t('error.keyMissing'));
    const filename = 'backup.bin';
    await expect(heading(page, t('upload.title.key', { filename }))).toBeVisible();
    await disk.fill();
    let parts = 0;
    page.on('request', (request) => (parts += request.method() === 'PATCH' ? 1 : 0));
    await keyField(page).fill(KEY);
    await button(page, t('upload.key.submit')).click();
    await expect(alertIn(page)).toContainText(t('error.diskFull'));
    await expect(page.getByText(t('upload.server.kept'))).toBeVisible();

    await button(page, t('upload.server.tryAgain')).click();
    await expect(alertIn(page)).toContainText(t('error.diskFull'));
    await page.reload();
    await expect(page.getByText(t('open.stopped'))).toBeVisible();
    await expect(alertIn(page)).toContainText(t('error.diskFull'));

    await disk.free();
    faults.never();
    await button(page, t('open.tryAgain')).click();
    await expect(fits(page)).toBeVisible();
    expect(parts).toBe(0);
  } finally {
    await site.stop();
    await disk.remove();
  }
});
