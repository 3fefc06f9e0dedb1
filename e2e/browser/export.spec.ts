import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ContentTypeInfo } from '../../shared/contract';
import { hashFiles } from '../support/content';
import {
  alertIn,
  button,
  folded,
  goTo,
  heading,
  keyEnding,
  keyField,
  listed,
  open,
  stage,
  submitExport,
} from './support/admin';
import { expect, test } from './support/fixtures';
import { KEY, expectSameAsMagazine } from './support/seeded';
import { like, t } from './support/text';

const STAGES = ['schemas', 'entities', 'assets', 'links', 'configuration'] as const;

test('an export with a key of ours is restored by strapi import', async ({
  page,
  startSite,
  copySite,
}) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  const downloading = page.waitForEvent('download');
  await submitExport(page, KEY);
  const download = await downloading;
  const name = download.suggestedFilename();
  expect(name).toMatch(/\.tar\.gz\.enc$/);

  await expect(heading(page, t('job.export.done'))).toBeVisible();
  await expect(
    page.getByText(like('job.done.export', { filename: name, size: '*' })),
  ).toBeVisible();
  for (const one of STAGES) await expect(stage(page, one, 'done')).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await folded(page, t('summary.rows')).click();
  const rows = page.getByRole('table', { name: t('summary.rows') });
  const types = await site.api<ContentTypeInfo[]>('GET', '/lifeboat/content-types');
  for (const { name: type, entries } of types.body.data.filter((one) => one.entries > 0)) {
    await expect(rows.getByRole('row', { name: `${type} ${entries}` }).first()).toBeVisible();
  }
  await expect(page.getByText(t('next.check'))).toBeVisible();

  const target = await copySite('empty');
  const file = path.join(target.dir, name);
  await download.saveAs(file);
  await target.command('import', '--file', file, '--key', KEY, '--force');
  await expectSameAsMagazine(target);
});

test('an export with a generated key, which can be read again at the end', async ({
  page,
  startSite,
  copySite,
}) => {
  const site = await startSite('magazine');
  await open(page, 'export', site);
  const key = await keyField(page).inputValue();
  expect(key.length).toBeGreaterThan(20);
  await keyEnding(page).fill(key.slice(-4));
  const downloading = page.waitForEvent('download');
  await button(page, t('export.submit')).click();
  const download = await downloading;
  await expect(heading(page, t('job.export.done'))).toBeVisible();
  await expect(page.getByText(t('key.reminder.title'))).toBeVisible();
  await expect(keyField(page)).toHaveValue(key);

  const target = await copySite('empty');
  const file = path.join(target.dir, download.suggestedFilename());
  await download.saveAs(file);
  await target.command('import', '--file', file, '--key', key, '--force');
  await expectSameAsMagazine(target);

  await button(page, t('export.again')).click();
  await goTo(page, 'history');
  await expect(
    listed(page, 'export').filter({ hasText: download.suggestedFilename() }),
  ).toContainText(t('history.state.done'));
});

test('an export that breaks is a failed download, and the page says so', async ({
  page,
  startSite,
}) => {
  const site = await startSite('magazine');
  const [name] = Object.keys(await hashFiles(site.uploadsDir)).slice(-1);
  const file = path.join(site.uploadsDir, name!);
  await rm(file);
  // Reading a folder as a file fails, and not at once as with a missing file.
  await mkdir(file);

  await open(page, 'export', site);
  const downloading = page.waitForEvent('download');
  await submitExport(page, KEY);
  const download = await downloading;
  expect(await download.failure()).not.toBeNull();
  await expect(heading(page, t('job.export.failed'))).toBeVisible();
  await expect(alertIn(page)).toContainText(t('error.exportFailed'));
  await expect(page.getByText(t('job.failed.export'))).toBeVisible();
  await button(page, t('export.again')).click();
  await goTo(page, 'history');
  // Not by the download's name: the browser may have lost it with the connection.
  await expect(listed(page, 'export').filter({ hasText: t('history.state.failed') })).toContainText(
    t('error.exportFailed'),
  );
  expect(site.isRunning()).toBe(true);
});
