import { readFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';
import { shownName } from '../../admin/src/pages/RestorePage/projectName';
import { HOST } from '../support/host';
import {
  archiveInput,
  button,
  PROJECT,
  confirmRestore,
  currentStep,
  dialog,
  folded,
  goTo,
  heading,
  keyField,
  open,
  projectField,
  stage,
  upload,
} from './support/admin';
import { expect, test } from './support/fixtures';
import { KEY, archives, expectSameAsMagazine, magazine } from './support/seeded';
import { like, t } from './support/text';

const UID = 'api::article.article';
const ARTICLE = 'A glossary of waves';
const WITH_COPY = {
  filename: 'magazine.tar',
  dateKnown: 'true',
  date: '*',
  parts: '*',
  safetyCopy: 'true',
};

async function expectReport(page: Page, filename: string): Promise<void> {
  const contents = page.getByRole('region', { name: t('archive.title') });
  await expect(contents).toContainText(filename);
  await expect(contents).toContainText(String(new Date().getFullYear()));
  await expect(contents).toContainText(
    t('archive.versionAndSite', { archive: HOST.version, site: HOST.version }),
  );
  await folded(page, t('changes.content')).click();
  const types = page.getByRole('table', { name: t('changes.content.caption') });
  const { entities } = (await magazine()).content;
  const articles = Object.keys(entities).filter((name) => name.startsWith(`${UID}|`)).length;
  expect(articles).toBeGreaterThan(40);
  await expect(types.getByRole('row').filter({ hasText: UID })).toContainText(
    new RegExp(`Article.*${articles}$`),
  );
  await expect(page.getByText(t('report.fits'))).toBeVisible();
}

test('an archive of strapi export is uploaded, reviewed and restored', async ({
  page,
  startSite,
}) => {
  const site = await startSite('empty');
  await open(page, 'restore', site);
  await upload(page, archives.encrypted(), KEY);
  await expectReport(page, 'magazine.tar.gz.enc');
  await confirmRestore(page);

  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await expect(
    page.getByText(like('job.done.restore', { filename: 'magazine.tar.gz.enc' })),
  ).toBeVisible();
  for (const one of ['entities', 'assets', 'links', 'configuration'] as const) {
    await expect(stage(page, one, 'done')).toBeVisible();
  }
  await expectSameAsMagazine(site);

  await button(page, t('job.done.reload')).click();
  await page.getByRole('link', { name: 'Content Manager', exact: true }).click();
  await page.getByRole('link', { name: 'Article', exact: true }).click();
  await expect(page.getByRole('gridcell', { name: ARTICLE })).toBeVisible();
});

test('afterwards, pages that were open before show what was restored', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  await site.api('POST', '/content-manager/collection-types/api::tag.tag', { name: 'Only here' });
  await open(page, 'restore', site);
  const tag = page.getByRole('gridcell', { name: 'Only here' });
  // Strapi's own guided tour, which stands in front of the page.
  const tour = page.getByRole('dialog', { name: 'Content manager' });
  await page.addLocatorHandler(tour, () => tour.getByRole('button', { name: 'Skip' }).click());
  const toTags = async () => {
    await page.getByRole('link', { name: 'Content Manager' }).first().click();
    await page.getByRole('link', { name: 'Tag', exact: true }).click();
    await expect(page.getByRole('gridcell').nth(2)).toBeVisible();
  };
  await toTags();
  await expect(tag).toBeVisible();

  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await goTo(page, 'restore');
  // With a space that was copied with it.
  await upload(page, archives.encrypted(), ` ${KEY} `);
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await toTags();
  await expect(tag).toBeHidden();
});

test('an archive is dropped on the page and restored', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  const only = { name: 'Only here' };
  await site.api('POST', '/content-manager/collection-types/api::tag.tag', only);
  await open(page, 'restore', site);
  const bytes = (await readFile(archives.encrypted())).toString('base64');
  const data = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    const content = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    transfer.items.add(new File([content], 'dropped.tar.gz.enc'));
    return transfer;
  }, bytes);
  const zone = page.getByText(t('restore.choose.drop'));
  await zone.dispatchEvent('dragover', { dataTransfer: data });
  await zone.dispatchEvent('drop', { dataTransfer: data });
  await expect(
    page.getByText(like('archive.fileAndSize', { filename: 'dropped.tar.gz.enc', size: '*' })),
  ).toBeVisible();

  await keyField(page).fill(KEY);
  await button(page, t('restore.choose.submit')).click();
  await expectReport(page, 'dropped.tar.gz.enc');
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await expectSameAsMagazine(site);
});

test('only the parts that are chosen are restored', async ({ page, startSite }) => {
  const site = await startSite('empty');
  await open(page, 'restore', site);
  await upload(page, archives.plain());
  await page.getByRole('checkbox', { name: t('include.content') }).click();
  await page.getByRole('checkbox', { name: t('include.files') }).click();
  await button(page, t('select.submit')).click();
  await expect(
    page.getByText(
      t('confirm.left', { parts: `${t('confirm.part.content')} and ${t('confirm.part.files')}` }),
    ),
  ).toBeVisible();
  await button(page, t('confirm.cancel')).click();
  await expect(dialog(page)).toBeHidden();

  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  await expect(stage(page, 'configuration', 'done')).toBeVisible();
  await expect(stage(page, 'entities', 'skipped')).toBeVisible();
  const articles = await site.api<unknown[]>(
    'GET',
    '/content-manager/collection-types/api::article.article?page=1&pageSize=10',
  );
  expect(articles.body).toMatchObject({ results: [] });
});

test('a restore waits for the name of the project, and the page says at which step one is', async ({
  page,
  startSite,
}) => {
  const site = await startSite('empty');
  await open(page, 'restore', site);
  await expect(currentStep(page)).toContainText(t('steps.choose'));
  await upload(page, archives.plain());
  await expect(currentStep(page)).toContainText(t('steps.report'));

  await button(page, t('select.submit')).click();
  const asked = dialog(page);
  // What is behind a dialog has no roles.
  await expect(page.locator('[aria-current="step"]')).toContainText(t('steps.confirm'));
  const year = String(new Date().getFullYear());
  await expect(asked.getByText(like('confirm.replaced', WITH_COPY))).toContainText(year);
  const restore = asked.getByRole('button', { name: t('confirm.submit') });
  await expect(restore).toBeDisabled();
  await expect(
    asked.getByText(t('confirm.project', { project: shownName(PROJECT) })),
  ).toBeVisible();
  await projectField(page).fill(PROJECT.slice(1));
  await projectField(page).press('Enter');
  await expect(restore).toBeDisabled();
  await asked.getByRole('checkbox', { name: t('confirm.safetyCopy') }).click();
  await expect(
    asked.getByText(like('confirm.replaced', { ...WITH_COPY, safetyCopy: 'false' })),
  ).toBeVisible();
  await projectField(page).fill(` ${PROJECT.toUpperCase()} `);
  await expect(restore).toBeEnabled();
  await button(page, t('confirm.cancel')).click();
  await expect(currentStep(page)).toContainText(t('steps.report'));

  // What was typed is not remembered.
  await button(page, t('select.submit')).click();
  await expect(restore).toBeDisabled();
  await projectField(page).fill(PROJECT);
  await projectField(page).press('Enter');
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
});

test('nothing is uploaded before a file is chosen', async ({ page, startSite }) => {
  const site = await startSite('empty');
  await open(page, 'restore', site);
  await button(page, t('restore.choose.submit')).click();
  await expect(page.getByText(t('restore.choose.missing'))).toBeVisible();
  await archiveInput(page).setInputFiles(archives.encrypted());
  await expect(page.getByText(t('restore.choose.missing'))).toBeHidden();
});
