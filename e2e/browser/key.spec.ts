import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Download, Page } from '@playwright/test';
import { button, heading, keyEnding, keyField, open } from './support/admin';
import { expect, test } from './support/fixtures';
import { KEY, expectSameAsMagazine } from './support/seeded';
import { like, t } from './support/text';

const generated = /^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){5}$/;

/** Every archive that the page has asked the server for. */
function exportsAskedFor(page: Page): string[] {
  const bodies: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/lifeboat/exports')) {
      bodies.push(request.postData() ?? '');
    }
  });
  return bodies;
}

/** What the browser saves when one clicks on a button. */
async function saved(page: Page, name: string): Promise<Download> {
  const downloading = page.waitForEvent('download');
  await button(page, name).click();
  return downloading;
}

const textOf = async (download: Download): Promise<string> =>
  readFile((await download.path())!, 'utf8');

test('no export starts before somebody has shown that the key is kept', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  const asked = exportsAskedFor(page);
  await open(page, 'export', site);
  const key = await keyField(page).inputValue();
  expect(key).toMatch(generated);
  const ending = keyEnding(page);

  await button(page, t('export.submit')).click();
  await expect(ending).toBeFocused();
  await expect(ending).toHaveAccessibleDescription(like('export.confirm.missing'));

  await ending.fill(key.slice(0, 4) === key.slice(-4) ? 'AAAA' : key.slice(0, 4));
  await button(page, t('export.submit')).click();
  await expect(ending).toBeFocused();
  await expect(ending).toHaveAttribute('aria-invalid', 'true');
  await expect(ending).toHaveAccessibleDescription(like('export.confirm.wrong'));
  expect(asked).toEqual([]);

  // Another key wants its own ending.
  await button(page, t('key.generate')).click();
  const other = await keyField(page).inputValue();
  expect(other).toMatch(generated);
  expect(other).not.toBe(key);
  await expect(ending).toHaveValue('');

  await ending.fill(other.slice(-4).toLowerCase());
  const download = await saved(page, t('export.submit'));
  expect(await download.failure()).toBeNull();
  await expect(heading(page, t('job.export.done'))).toBeVisible();
  expect(asked).toHaveLength(1);
});

test('advice on a key of one’s own is never in the way', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  await expect(page.getByText(t('key.strength.strong'))).toBeHidden();

  await keyField(page).fill('');
  await expect(keyEnding(page)).toBeHidden();
  await expect(button(page, t('key.copy'))).toBeDisabled();
  await button(page, t('export.submit')).click();
  await expect(page.getByText(t('export.key.missing'))).toBeVisible();
  await expect(keyField(page)).toBeFocused();

  await keyField(page).fill('kettle orbit mango thirteen');
  await expect(page.getByText(t('key.strength.strong'))).toBeVisible();
  await keyField(page).fill('password');
  await expect(page.getByText(t('key.strength.weak'))).toBeVisible();
  await keyEnding(page).fill('word');
  const download = await saved(page, t('export.submit'));
  expect(await download.failure()).toBeNull();
});

test('an export without encryption is one click away, and its risk is said', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  await page.getByRole('checkbox', { name: t('export.encrypt.label') }).click();
  await expect(page.getByText(t('export.encrypt.offHint'))).toBeVisible();
  await expect(keyField(page)).toBeHidden();
  await expect(keyEnding(page)).toBeHidden();
  const download = await saved(page, t('export.submit'));
  expect(download.suggestedFilename()).toMatch(/\.tar\.gz$/);
});

test('the recovery sheet has all that a restore needs, with and without the plugin', async ({
  page,
  startSite,
  copySite,
}) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  await keyField(page).fill(KEY);
  const early = await saved(page, t('sheet.download'));
  expect(early.suggestedFilename()).toMatch(/^recovery-sheet_[\w.-]+_\d{4}-\d\d-\d\d_\d{4}\.html$/);
  const sheet = await page.context().newPage();
  await sheet.setContent(await textOf(early));
  await expect(sheet.getByText(KEY, { exact: true })).toBeVisible();
  await expect(sheet.getByText(site.url, { exact: true })).toBeVisible();
  await expect(heading(sheet, t('sheet.with.title'))).toBeVisible();
  await expect(sheet.locator('.blank')).toHaveCount(1);

  // Nothing of it is asked from anywhere, so that it can be read when this site is gone.
  const asked: string[] = [];
  sheet.on('request', (request) => asked.push(request.url()));
  await sheet.reload();
  expect(asked.filter((url) => url.startsWith('http'))).toEqual([]);

  await keyEnding(page).fill(KEY.slice(-4));
  const download = await saved(page, t('export.submit'));
  await expect(heading(page, t('job.export.done'))).toBeVisible();
  const late = await saved(page, t('sheet.download'));
  await sheet.setContent(await textOf(late));
  const name = download.suggestedFilename();
  await expect(sheet.getByText(name, { exact: true })).toBeVisible();
  await expect(sheet.locator('.blank')).toHaveCount(0);
  await expect(sheet.getByText(/^[0-9a-f]{64}$/)).toBeVisible();

  // The very command that the sheet tells, in a shell.
  const command = await sheet.locator('pre').innerText();
  expect(command).toMatch(/^npx strapi import -f /);
  const target = await copySite('empty');
  const file = path.join(target.dir, name);
  await download.saveAs(file);
  const words = wordsOf(command.replace(name, file));
  await target.command(...words.slice(2), '--force');
  await expectSameAsMagazine(target);
});

test('the recovery sheet is printed without being shown', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  await page.addInitScript(() => {
    window.print = () => window.top!.postMessage({ printed: document.body.innerText }, '*');
    if (window === window.top) {
      window.addEventListener('message', ({ data }) => {
        if ((data as { printed?: string }).printed) Object.assign(window, data);
      });
    }
  });
  await open(page, 'export', site);
  const key = await keyField(page).inputValue();
  await button(page, t('sheet.print')).click();
  const printed = () => page.evaluate(() => (window as { printed?: string }).printed ?? '');
  await expect.poll(printed).toContain(key);
  expect(await printed()).toContain(`npx strapi import`);
});

/** What a POSIX shell makes of a line in which quotes are single ones. */
function wordsOf(line: string): string[] {
  const words = line.match(/(?:'[^']*'|\\.|[^\s'\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(
      /'([^']*)'|\\(.)/g,
      (_, quoted?: string, single?: string) => quoted ?? single ?? '',
    ),
  );
}
