import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { type Content, contentOf, contentOfArchive, rowsOf } from '../support/content';
import { editArchive } from '../support/edit-archive';
import { HOST } from '../support/host';
import type { Site } from '../support/site';
import { button, confirmRestore, dialog, goTo, heading, open, upload } from './support/admin';
import { expect, test } from './support/fixtures';
import { archives } from './support/seeded';
import { like, t } from './support/text';

const ARTICLE = 'api::article.article';
const TAG = 'api::tag.tag';

const mode = (page: Page, name: 'all' | 'only' | 'allBut'): Locator =>
  page.getByRole('radio', { name: t(`types.${name}`) });
const search = (page: Page): Locator => page.getByRole('searchbox', { name: t('types.search') });
const type = (page: Page, uid: string): Locator =>
  page.getByRole('checkbox', { name: new RegExp(`${uid}$`) });
const part = (page: Page, name: 'content' | 'files' | 'config'): Locator =>
  page.getByRole('checkbox', { name: t(`include.${name}`), exact: true });

/** Rows of some content types, by their names. */
function entitiesOf({ entities }: Content, isWanted: (uid: string) => boolean) {
  return Object.fromEntries(
    Object.entries(entities).filter(([name]) => isWanted(name.split('|')[0]!)),
  );
}

async function add(site: Site, uid: string, body: object): Promise<void> {
  const target = `/content-manager/collection-types/${uid}`;
  const { status } = await site.api('POST', target, body);
  // Strapi 4 answers 200.
  expect([200, 201]).toContain(status);
}

/** What the official command exports when told to take tags alone. */
async function onlyTagsOf(site: Site): Promise<Content> {
  if (HOST.filtersTypes) return contentOf(site, '--only-content-types', TAG);
  // It can't be told on this host: what would be left of the whole.
  const whole = await contentOf(site);
  const links = whole.links.filter((link) => link.split(TAG + '|').length - 1 === 2);
  return { ...whole, entities: entitiesOf(whole, (uid) => uid === TAG), links, assets: {} };
}

test('only the content types that are selected are exported', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  await page.getByRole('checkbox', { name: t('export.encrypt.label') }).click();
  await button(page, t('export.advanced')).click();

  // By keyboard alone.
  await mode(page, 'all').focus();
  // As long as a finger takes: the radio group looks whether the key is still down.
  await page.keyboard.press('ArrowDown', { delay: 100 });
  await expect(mode(page, 'only')).toBeChecked();
  await page.keyboard.press('Tab');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('tag');
  await page.keyboard.press('Tab');
  await expect(type(page, TAG)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(page.getByText(t('types.selected', { count: 1, types: 'Tag' }))).toBeVisible();
  await expect(type(page, ARTICLE)).toBeHidden();
  await expect(page.getByText(t('types.relations.export'))).toBeVisible();
  await expect(part(page, 'files')).toBeDisabled();
  await expect(page.getByText(t('include.files.leftOut'))).toBeVisible();

  const downloading = page.waitForEvent('download');
  await button(page, t('export.submit')).click();
  const download = await downloading;
  await expect(heading(page, t('job.export.done'))).toBeVisible();
  const file = path.join(site.dir, download.suggestedFilename());
  await download.saveAs(file);

  const content = await contentOfArchive(file);
  const uids = new Set(Object.keys(content.entities).map((name) => name.split('|')[0]));
  expect([...uids]).toEqual([TAG]);
  expect(content.assets).toEqual({});
  expect(content).toEqual(await onlyTagsOf(site));
});

const preset = (page: Page, name: 'everything' | 'withoutFiles' | 'onlyContent' | 'custom') =>
  page.getByRole('radio', { name: t(`export.preset.${name}`) });

test('what to save is chosen by a word, or in detail', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  await expect(preset(page, 'everything')).toBeChecked();
  await expect(preset(page, 'everything')).toHaveAccessibleDescription(
    t('export.preset.everything.hint'),
  );
  await expect(preset(page, 'custom')).toBeHidden();

  await preset(page, 'everything').focus();
  await page.keyboard.press('ArrowDown');
  await expect(preset(page, 'withoutFiles')).toBeChecked();
  await button(page, t('export.advanced')).click();
  await expect(part(page, 'files')).not.toBeChecked();
  await expect(part(page, 'config')).toBeChecked();

  await part(page, 'content').click();
  await expect(preset(page, 'custom')).toBeChecked();
  await expect(preset(page, 'custom')).toHaveAccessibleDescription(
    t('export.preset.custom.hint', { any: 'true', parts: t('confirm.part.config') }),
  );
  await preset(page, 'onlyContent').click();
  await expect(preset(page, 'custom')).toBeHidden();
  await expect(part(page, 'content')).toBeChecked();

  await page.getByRole('checkbox', { name: t('export.encrypt.label') }).click();
  const downloading = page.waitForEvent('download');
  await button(page, t('export.submit')).click();
  const download = await downloading;
  await expect(heading(page, t('job.export.done'))).toBeVisible();
  const file = path.join(site.dir, download.suggestedFilename());
  await download.saveAs(file);
  expect(await contentOfArchive(file)).toEqual(await contentOf(site, '--only', 'content'));
});

test('what would leave nothing is told before anything is sent', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/lifeboat/')) {
      sent.push(request.url());
    }
  });
  await open(page, 'export', site);
  await page.getByRole('checkbox', { name: t('export.encrypt.label') }).click();
  await button(page, t('export.advanced')).click();
  await mode(page, 'only').click();
  await button(page, t('export.submit')).click();
  await expect(page.getByText(t('types.only.missing'))).toBeVisible();
  await expect(search(page)).toBeFocused();

  await search(page).fill('no such type');
  await expect(page.getByText(t('types.notFound'))).toBeVisible();
  await search(page).clear();
  await mode(page, 'allBut').click();
  await expect(page.getByText(t('types.only.missing'))).toBeHidden();
  for (const box of await page
    .getByRole('group', { name: t('types.allBut') })
    .getByRole('checkbox')
    .all()) {
    await box.click();
  }
  await button(page, t('export.submit')).click();
  await expect(page.getByText(t('types.nothingLeft'))).toBeVisible();

  for (const one of ['content', 'config'] as const) await part(page, one).click();
  await part(page, 'files').click();
  await button(page, t('export.submit')).click();
  await expect(page.getByText(t('select.none'))).toBeVisible();

  await goTo(page, 'restore');
  await upload(page, archives.plain());
  await mode(page, 'allBut').click();
  sent.length = 0;
  await button(page, t('select.submit')).click();
  await expect(page.getByText(t('types.allBut.missing'))).toBeVisible();
  await expect(dialog(page)).toBeHidden();
  expect(sent).toEqual([]);
});

test('all but one content type is restored, and that one stays as it is', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  const whole = await contentOf(site);
  await add(site, ARTICLE, { title: 'Only here' });
  await add(site, TAG, { name: 'Only here' });
  const before = await contentOf(site);
  const rows = await rowsOf(site, 'articles');
  expect(before.entities).not.toEqual(whole.entities);

  await open(page, 'restore', site);
  await upload(page, archives.plain());
  await mode(page, 'allBut').click();
  await type(page, ARTICLE).click();
  await expect(page.getByText(t('types.relations.restore'))).toBeVisible();
  await button(page, t('select.submit')).click();
  const asked = dialog(page);
  const left = t('confirm.rest.allBut', { types: 'Article' });
  await expect(asked.getByText(t('confirm.left', { parts: left }))).toBeVisible();
  await expect(asked.getByText(t('confirm.relations'))).toBeVisible();
  await button(page, t('confirm.cancel')).click();
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });

  const after = await contentOf(site);
  expect(await rowsOf(site, 'articles')).toEqual(rows);
  const isArticle = (uid: string): boolean => uid === ARTICLE;
  const isOther = (uid: string): boolean => uid !== ARTICLE;
  expect(entitiesOf(after, isArticle)).toEqual(entitiesOf(before, isArticle));
  expect(entitiesOf(after, isOther)).toEqual(entitiesOf(whole, isOther));
  // As the page has said: what ties an article to anything else is lost.
  const tied = (links: string[], articles: number): string[] =>
    links.filter((link) => link.split(ARTICLE + '|').length - 1 === articles);
  expect(tied(before.links, 1).length).toBeGreaterThan(10);
  expect(tied(after.links, 1)).toEqual([]);
  expect(tied(after.links, 2)).toEqual(tied(before.links, 2));
  expect(tied(after.links, 0)).toEqual(tied(whole.links, 0));
});

test('content that the archive has nothing of is named, and can be kept', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  const before = await contentOf(site);
  const withoutTags = await editArchive(await readFile(archives.plain()), async (archive) => {
    await archive.editRecords<{ type: string }>('entities', (record) =>
      record.type === TAG ? null : record,
    );
    await archive.editRecords('links', (link) =>
      JSON.stringify(link).includes(TAG) ? null : link,
    );
  });
  await open(page, 'restore', site);
  await upload(page, { name: 'no-tags.tar', mimeType: 'application/x-tar', buffer: withoutTags });
  const warning = page.getByText(t('types.emptied', { types: 'Tag' }));
  await expect(warning).toBeVisible();
  await button(page, t('select.submit')).click();
  await expect(page.getByText(t('confirm.emptied', { types: 'Tag' }))).toBeVisible();
  await button(page, t('confirm.cancel')).click();

  await mode(page, 'only').click();
  await expect(warning).toBeHidden();
  await expect(type(page, ARTICLE)).toBeVisible();
  await expect(type(page, TAG)).toBeHidden();
  await mode(page, 'all').click();
  await button(page, t('types.emptied.keep')).click();
  await expect(warning).toBeHidden();
  await expect(type(page, TAG)).toBeChecked();

  await confirmRestore(page);
  await expect(
    page.getByText(like('job.done.restore.part', { filename: 'no-tags.tar' })),
  ).toBeVisible({
    timeout: 60_000,
  });
  expect((await contentOf(site)).entities).toEqual(before.entities);
});
