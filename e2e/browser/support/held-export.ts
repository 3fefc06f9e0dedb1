import type { Download, Page } from '@playwright/test';
import { submitExport } from './admin';
import { KEY } from './seeded';
import type { SlowLink } from './slow-link';

/** Starts an export on the Export page of a site with a large file, and stops its download after the beginning. */
export async function holdExport(page: Page, link: SlowLink): Promise<Download> {
  link.hold();
  const downloading = page.waitForEvent('download');
  await submitExport(page, KEY);
  return downloading;
}
