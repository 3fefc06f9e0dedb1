import { type Page, expect } from '@playwright/test';
import { heading, open, upload } from './admin';
import { archives } from './seeded';
import type { SlowLink } from './slow-link';
import { t } from './text';

/** The archive that takes its time, as the pages call it. */
export const HEAVY = { filename: 'heavy.tar' };

/** Begins to upload it, and stops it half-way. */
export async function holdUpload(page: Page, link: SlowLink): Promise<void> {
  await open(page, 'restore', link);
  link.hold();
  await upload(page, archives.heavy());
  await expectOnTheWay(page);
}

/** Until bytes are on the server. */
export async function expectOnTheWay(page: Page): Promise<void> {
  await expect(heading(page, t('upload.title', HEAVY))).toBeVisible();
  const progress = page.getByRole('progressbar', { name: t('upload.progress.label') });
  await expect(progress).toHaveAttribute('aria-valuenow', /^[1-9]/);
}
