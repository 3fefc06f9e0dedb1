import { button, confirmRestore, heading, logIn, open, stage, upload } from './support/admin';
import { expect, test } from './support/fixtures';
import { archives } from './support/seeded';
import { slowDownTags } from './support/slow-rows';
import { t } from './support/text';

test('a restore is told of on other pages of the admin until it is over', async ({
  page,
  browser,
  startSite,
}) => {
  const site = await startSite('magazine');
  await slowDownTags(site);
  const other = await browser.newPage();
  await logIn(other, `${site.url}/admin`);
  const banner = other.getByText(t('banner.restoring'));
  await open(page, 'restore', site);
  await upload(page, archives.large());
  await confirmRestore(page);
  await expect(stage(page, 'entities', 'running')).toBeVisible();
  await expect(page.getByText(t('step.content'))).toBeVisible();
  await expect(banner).toBeHidden();

  await other.getByRole('link', { name: 'Content Manager', exact: true }).click();
  await expect(banner).toBeVisible();
  await expect(page.getByText(t('banner.restoring'))).toBeHidden();
  const announced = other.getByRole('status').filter({ hasText: t('banner.restoring') });
  await expect(announced).toBeVisible();
  // As on any other page of the admin, whatever its root's size.
  await expect(announced).toHaveCSS('font-size', '14px');
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 90_000 });
  await expect(banner).toBeHidden();
  await other.close();
  await expect(button(page, t('undo.button'))).toBeVisible();
});
