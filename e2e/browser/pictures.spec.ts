import { copyFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { editArchive } from '../support/edit-archive';
import { HOST } from '../support/host';
import {
  alertIn,
  PROJECT,
  button,
  confirmRestore,
  dialog,
  folded,
  goTo,
  heading,
  keyEnding,
  keyField,
  logIn,
  projectField,
  settingsLink,
  stage,
  upload,
} from './support/admin';
import { expect, test } from './support/fixtures';
import { addLargeFile } from './support/large-file';
import { KEY, archives } from './support/seeded';
import { slowDownTags } from './support/slow-rows';
import { t } from './support/text';

const PICTURES = path.resolve(
  __dirname,
  HOST.name === 'strapi5' ? '../../docs/pictures' : `../../docs/pictures/${HOST.name}`,
);

type Theme = 'light' | 'dark';

/** The window, or all of the page where it is longer. */
async function picture(page: Page, theme: Theme, name: string, whole = false): Promise<void> {
  const file = path.join(PICTURES, `${name}-${theme}.png`);
  if (whole) {
    const height = await page.getByRole('main').evaluate((main) => main.scrollHeight);
    await page.setViewportSize({ width: 1280, height: Math.max(800, height + 40) });
  }
  // Nothing is pointed at, and the menu shows where one is; a dialog hides both from the page.
  await page.mouse.move(0, 0);
  const view = (['export', 'history'] as const).find((one) => name.startsWith(one)) ?? 'restore';
  const link = settingsLink(page, view);
  if (await link.isVisible()) await link.scrollIntoViewIfNeeded();
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** The documentation's pictures; PICTURES=1 takes them. */
for (const theme of ['light', 'dark'] as const) {
  test(`pictures, ${theme}`, { tag: '@pictures' }, async ({ page, startSite, slowLinkTo }) => {
    const site = await startSite('magazine');
    await addLargeFile(site);
    await slowDownTags(site);
    const link = await slowLinkTo(site);
    await page.addInitScript((chosen) => localStorage.setItem('STRAPI_THEME', chosen), theme);
    await logIn(page, `${link.url}/admin`);
    const banner = button(page, 'Close the banner.');
    if (await banner.isVisible()) await banner.click();

    await goTo(page, 'export');
    await picture(page, theme, 'export-form');
    await keyEnding(page).fill((await keyField(page).inputValue()).slice(-4));
    await button(page, t('export.advanced')).click();
    await picture(page, theme, 'export-form-filled', true);
    link.hold();
    const downloading = page.waitForEvent('download');
    await button(page, t('export.submit')).click();
    await expect(stage(page, 'assets', 'running')).toBeVisible();
    await picture(page, theme, 'export-running', true);
    link.release();
    expect(await (await downloading).failure()).toBeNull();
    await expect(heading(page, t('job.export.done'))).toBeVisible();
    await picture(page, theme, 'export-done', true);

    await goTo(page, 'restore');
    await picture(page, theme, 'restore-form');
    await upload(page, archives.encrypted(), 'not the key');
    await expect(alertIn(page)).toContainText(t('error.keyWrong'));
    await picture(page, theme, 'restore-wrong-key', true);
    await button(page, t('upload.cancel')).click();

    link.hold();
    await keyField(page).fill('');
    await upload(page, archives.heavy());
    await expect(
      page.getByRole('progressbar', { name: t('upload.progress.label') }),
    ).not.toHaveAttribute('aria-valuenow', '0');
    await picture(page, theme, 'restore-upload');
    await button(page, t('upload.cancel')).click();
    link.release();

    const older = await editArchive(await readFile(archives.plain()), async (archive) => {
      await archive.editJson('metadata.json', (metadata) => {
        metadata.strapi = { version: HOST.versions.olderMinor };
      });
      await archive.editRecords<{ uid: string; attributes: Record<string, object> }>(
        'schemas',
        (schema) => {
          if (schema.uid === 'api::article.article') delete schema.attributes.excerpt;
          return schema;
        },
      );
    });
    await upload(page, { name: 'spring.tar', mimeType: 'application/x-tar', buffer: older });
    await expect(alertIn(page).first()).toBeVisible();
    await picture(page, theme, 'restore-blocked', true);
    await button(page, t('restore.another')).click();

    const withoutTags = await editArchive(await readFile(archives.plain()), async (archive) => {
      await archive.editJson('metadata.json', (metadata) => {
        metadata.createdAt = new Date(Date.now() - 45 * 24 * 60 * 60 * 1000).toISOString();
      });
      await archive.editRecords<{ type: string }>('entities', (record) =>
        record.type === 'api::tag.tag' ? null : record,
      );
    });
    await upload(page, { name: 'autumn.tar', mimeType: 'application/x-tar', buffer: withoutTags });
    for (const part of ['content', 'files'] as const) {
      await folded(page, t(`changes.${part}`)).click();
      await picture(page, theme, `restore-changes-${part}`, true);
    }
    await button(page, t('restore.another')).click();

    const renamed = path.join(site.dir, 'magazine.tar');
    await copyFile(archives.large(), renamed);
    await upload(page, archives.encrypted(), KEY);
    await expect(page.getByText(t('report.fits'))).toBeVisible();
    await picture(page, theme, 'restore-report', true);
    await button(page, t('select.submit')).click();
    await expect(dialog(page)).toBeVisible();
    await projectField(page).fill(PROJECT);
    await picture(page, theme, 'restore-confirm');
    await button(page, t('confirm.cancel')).click();
    await button(page, t('restore.another')).click();

    await upload(page, renamed);
    await confirmRestore(page);
    await expect(page.getByRole('progressbar', { name: t('stage.entities') })).toHaveAttribute(
      'aria-valuenow',
      /^[2-9]\d$/,
    );
    await picture(page, theme, 'restore-running');
    await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 90_000 });
    await picture(page, theme, 'restore-done');
    await button(page, t('restore.again')).click();

    await goTo(page, 'history');
    await picture(page, theme, 'history', true);
  });
}
