import { type Page } from '@playwright/test';
import type { Site } from '../support/site';
import {
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
import { KEY, archives, expectSameAsMagazine, stateOf } from './support/seeded';
import { t } from './support/text';

/** A site that is not what the archive holds, and is restored to it. */
async function restoreOver(page: Page, site: Site): Promise<void> {
  await site.api('POST', '/content-manager/collection-types/api::tag.tag', { name: 'Only here' });
  await open(page, 'restore', site);
  await upload(page, archives.encrypted(), KEY);
}

const undoButton = (page: Page) => button(page, t('undo.button'));

async function undo(page: Page): Promise<void> {
  await undoButton(page).first().click();
  await confirmUndo(page, t('undo.submit'));
}

async function confirmUndo(page: Page, submit: string): Promise<void> {
  const asked = dialog(page);
  await expect(asked.getByText(t('undo.lost'))).toBeVisible();
  await asked.getByRole('button', { name: submit }).click();
  await expect(heading(page, t('job.undo.done'))).toBeVisible({ timeout: 60_000 });
}

test('a restore is undone from its outcome, and so is that', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await restoreOver(page, site);
  const before = await stateOf(site);
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await expectSameAsMagazine(site);

  await undo(page);
  await expect(page.getByText(t('job.done.undo'))).toBeVisible();
  expect(await stateOf(site)).toEqual(before);

  await button(page, t('undo.again.button')).click();
  await confirmUndo(page, t('undo.again.button'));
  await expectSameAsMagazine(site);
});

test('a restore is undone from the history', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await restoreOver(page, site);
  const before = await stateOf(site);
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await page.reload();
  await goTo(page, 'history');

  const row = listed(page, 'restore');
  const filename = 'magazine.tar.gz.enc';
  await expect(row.filter({ hasText: filename })).toContainText('SHA-256');
  await undo(page);
  expect(await stateOf(site)).toEqual(before);

  await button(page, t('history.back')).click();
  await expect(row.filter({ hasText: t('history.what.undo', { filename }) })).toContainText(
    t('history.state.done'),
  );
  // It is told as undone, and can't be undone twice; its undoing can.
  await expect(row.filter({ hasText: t('history.state.undone') })).toContainText(filename);
  await expect(undoButton(page)).toBeHidden();
  await expect(button(page, t('undo.again.button'))).toBeVisible();
});

test('an undo that is not confirmed changes nothing', async ({ page, startSite }) => {
  const site = await startSite('empty');
  await restoreOver(page, site);
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await undoButton(page).click();
  await button(page, t('undo.cancel')).click();
  await expect(dialog(page)).toBeHidden();
  await expectSameAsMagazine(site);
});

test('without a safety copy no undo is offered', async ({ page, startSite }) => {
  const site = await startSite('empty');
  await restoreOver(page, site);
  await confirmRestore(page, { safetyCopy: false });
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await expect(button(page, t('restore.again'))).toBeVisible();
  await expect(undoButton(page)).toBeHidden();

  await page.reload();
  await goTo(page, 'history');
  await expect(page.getByRole('table', { name: t('history.restore.title') })).toBeVisible();
  await expect(undoButton(page)).toBeHidden();
});
