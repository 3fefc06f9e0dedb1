import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import type { Report } from '../../shared/contract';
import { rowCounts, hashFiles } from '../support/content';
import { type EditableArchive, editArchive } from '../support/edit-archive';
import { HOST } from '../support/host';
import { stagedIn } from '../support/staging';
import { alertIn, button, folded, open, upload } from './support/admin';
import { expect, test } from './support/fixtures';
import { archives, stateOf } from './support/seeded';
import { like, t } from './support/text';

const [ARTICLE, TAG] = ['api::article.article', 'api::tag.tag'];

/** A row of the table of content types: name, now, in the archive, afterwards. */
const cells = (page: Page, uid: string): Locator =>
  page
    .getByRole('table', { name: t('changes.content.caption') })
    .getByRole('row')
    .filter({ hasText: uid })
    .getByRole('cell');

async function expectCounts(page: Page, uid: string, counts: number[]): Promise<void> {
  await expect(cells(page, uid)).toHaveText([RegExp(uid), ...counts.map(String)]);
}

async function edited(change: (archive: EditableArchive) => Promise<void>) {
  const buffer = await editArchive(await readFile(archives.plain()), change);
  return { mimeType: 'application/x-tar', name: 'edited.tar', buffer };
}

const withoutTags = () =>
  edited(async ({ editRecords }) => {
    await editRecords<{ type: string }>('entities', (record) =>
      record.type === TAG ? null : record,
    );
    await editRecords('links', (link) => (JSON.stringify(link).includes(TAG!) ? null : link));
  });

test('what a restore changes is told in figures, and follows what is chosen', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  const form = new FormData();
  form.set('files', new Blob(['Only here, and in no archive.']), 'only-here.txt');
  await site.request('/upload', { method: 'POST', body: form });
  const { tags, articles } = await rowCounts(site);
  const files = Object.keys(await hashFiles(site.uploadsDir)).length;

  await open(page, 'restore', site);
  await upload(page, await withoutTags());
  await expect(page.getByText(t('report.fits'))).toBeVisible();
  await folded(page, t('changes.content')).click();
  await expectCounts(page, ARTICLE!, [articles!, articles!, articles!]);
  await expectCounts(page, TAG!, [tags!, 0, 0]);
  await expect(cells(page, TAG!).first()).toContainText(t('changes.content.deleted'));

  await page.getByRole('radio', { name: t('types.allBut') }).click();
  await page.getByRole('checkbox', { name: new RegExp(`${TAG}$`) }).click();
  await expectCounts(page, TAG!, [tags!, 0, tags!]);
  await expect(cells(page, TAG!).first()).toContainText(t('changes.content.untouched'));

  await expect(folded(page, t('changes.files'))).toContainText(
    t('changes.files.deletedCount', { count: 1 }),
  );
  await folded(page, t('changes.files')).click();
  await expect(page.getByText('only-here.txt')).toBeVisible();
  await expect(page.getByText(t('changes.files.storage.local'))).toBeVisible();
  await expect(
    page
      .getByRole('definition')
      .filter({ hasText: like('archive.assets.value', { count: files, size: '*' }) }),
  ).toBeVisible();
  await page.getByRole('checkbox', { name: t('include.files'), exact: true }).click();
  await expect(page.getByText('only-here.txt')).toBeHidden();
  await expect(folded(page, t('changes.files'))).not.toContainText(
    t('changes.files.deletedCount', { count: 1 }),
  );
});

test('the check of a backup reads all of it and changes nothing', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  const before = await stateOf(site);
  await open(page, 'restore', site);
  await upload(page, archives.plain());
  await expect(page.getByText(t('report.fits'))).toBeVisible();

  // By keyboard, as everything here.
  await folded(page, t('changes.neverHeld')).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(t('neverHeld.adminUsers'))).toBeVisible();
  await folded(page, t('changes.versions')).click();
  await expect(
    page
      .getByRole('table', { name: t('changes.versions') })
      .getByRole('row', { name: `upload ${HOST.version}` }),
  ).toBeVisible();
  await expect(page.getByText(t('changes.versions.notTold'))).toBeVisible();
  await folded(page, t('changes.disk')).click();
  await expect(page.getByText(like('changes.disk.value', { needed: '*', free: '*' }))).toHaveCount(
    2,
  );

  await button(page, t('restore.another')).click();
  await expect(button(page, t('restore.choose.submit'))).toBeVisible();
  expect(await stagedIn(site)).toEqual([]);
  expect(await stateOf(site)).toEqual(before);
});

test('what stands in the way says what to do, and doing it lets the restore start', async ({
  page,
  startSite,
}) => {
  interface Schema {
    uid: string;
    attributes: Record<string, Record<string, unknown>>;
  }
  const site = await startSite('empty');
  const archive = await edited(async ({ editJson, editRecords }) => {
    await editJson('metadata.json', (metadata) => {
      metadata.strapi = { version: HOST.versions.olderMinor };
      metadata.createdAt = '2024-02-29T12:00:00.000Z';
    });
    await editRecords<Schema>('schemas', (schema) => {
      if (schema.uid === TAG) schema.attributes.name!.required = false;
      return schema;
    });
  });
  await open(page, 'restore', site);
  await upload(page, archive);
  await expect(alertIn(page)).toHaveCount(2);
  await expect(page.getByText(t('report.fits'))).toBeHidden();
  const restore = button(page, t('select.submit'));
  await expect(restore).toBeDisabled();
  const [versions, schemas] = [
    t('report.reason.versionMismatch'),
    t('report.reason.schemaMismatch'),
  ];
  await expect(restore).toHaveAccessibleDescription(
    t('select.blocked', { reasons: `${versions} and ${schemas}`, place: t('report.title') }),
  );
  await expect(page.getByText(like('warning.archiveOld', { days: NaN }))).toBeVisible();

  await button(page, t('report.accept', { choice: t('versionStrategy.major') })).click();
  await expect(alertIn(page)).toHaveCount(1);
  await expect(restore).toBeDisabled();
  await button(page, t('report.accept', { choice: t('schemaStrategy.strict') })).click();
  await expect(page.getByText(t('report.fits'))).toBeVisible();
  await expect(restore).toBeEnabled();

  await folded(page, t('changes.schemas')).click();
  await expect(page.getByRole('heading', { name: `Tag ${TAG}` })).toBeVisible();
});

test('a difference that no choice accepts says so', async ({ page, startSite }) => {
  const site = await startSite('empty');
  const archive = await edited(({ editRecords }) =>
    editRecords<{ uid: string }>('schemas', (schema) => (schema.uid === TAG ? null : schema)),
  );
  await open(page, 'restore', site);
  await upload(page, archive);
  await expect(alertIn(page)).toContainText(t('report.accept.none'));
  await expect(alertIn(page)).toContainText(t('difference.type.added'));
  await expect(button(page, t('select.submit'))).toBeDisabled();
});

test('a disk that is too full says what to do', async ({ page, startSite }) => {
  const site = await startSite('empty');
  await open(page, 'restore', site);
  // No disk is filled for a test: the server's own report, but for what is free.
  await page.route('**/lifeboat/uploads/*/report?*', async (route) => {
    const response = await route.fetch();
    const { data } = (await response.json()) as { data: Report };
    const full = { needed: 3_000_000_000, free: 20_000_000 };
    const details = { code: 'diskFull' as const, ...full };
    data.disk.database = full;
    data.blockers.push({ status: 507, name: 'DiskFullError', message: '', details });
    await route.fulfill({ response, json: { data } });
  });
  await upload(page, archives.plain());
  await page.getByRole('checkbox', { name: t('include.config'), exact: true }).click();
  await expect(alertIn(page)).toContainText(t('report.blocked.diskFull'));
  await expect(alertIn(page)).toContainText(t('error.diskFull'));
  await expect(button(page, t('select.submit'))).toBeDisabled();
  await expect(folded(page, t('changes.disk'))).toContainText(t('changes.disk.short'));
  // A report may still be on its way, from a site that now goes.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
