import type { Page } from '@playwright/test';
import {
  button,
  confirmRestore,
  goTo,
  heading,
  keyEnding,
  keyField,
  open,
  upload,
} from './support/admin';
import { expect, test } from './support/fixtures';
import { addLargeFile } from './support/large-file';
import { archives } from './support/seeded';
import { slowDownTags } from './support/slow-rows';
import { t } from './support/text';
import { seen, watch } from './support/watch';

const FILES = 6;

async function tell(page: Page, what: string): Promise<void> {
  console.log(what, JSON.stringify(await seen(page), null, 1));
}

/** No test but a measurement: MEASURE=1 takes it. */
test(
  'how smooth the pages are during long jobs',
  { tag: '@measure' },
  async ({ page, startSite }) => {
    test.setTimeout(400_000);
    const site = await startSite('magazine');
    for (let n = 0; n < FILES; n += 1) await addLargeFile(site);
    await slowDownTags(site);
    await open(page, 'restore', site);

    await watch(page);
    await upload(page, archives.heavy());
    await expect(page.getByText(t('report.fits'))).toBeVisible({ timeout: 60_000 });
    await tell(page, 'Upload');
    await button(page, t('restore.another')).click();

    await upload(page, archives.large());
    await expect(page.getByText(t('report.fits'))).toBeVisible({ timeout: 60_000 });
    await confirmRestore(page);
    await expect(heading(page, t('job.restore.running'))).toBeVisible();
    await watch(page);
    await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 180_000 });
    await tell(page, 'Restore');

    await button(page, t('restore.again')).click();
    await goTo(page, 'export');
    await keyEnding(page).fill((await keyField(page).inputValue()).slice(-4));
    const downloading = page.waitForEvent('download');
    await button(page, t('export.submit')).click();
    await expect(heading(page, t('job.export.running'))).toBeVisible();
    await watch(page);
    await expect(heading(page, t('job.export.done'))).toBeVisible({ timeout: 180_000 });
    await tell(page, 'Export');
    expect(await (await downloading).failure()).toBeNull();
  },
);
