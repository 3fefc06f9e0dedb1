import { copyFile, mkdir, readFile, rename, rmdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { hashFiles } from '../../support/content';
import { editArchive } from '../../support/edit-archive';
import { HOST } from '../../support/host';
import type { Site } from '../../support/site';
import {
  PROJECT,
  type View,
  alertIn,
  button,
  confirmRestore,
  dialog,
  folded,
  heading,
  keyEnding,
  keyField,
  listed,
  projectField,
  settingsLink,
  stage,
  upload,
} from './admin';
import { expect } from './fixtures';
import { HEAVY } from './held-upload';
import { addLargeFile } from './large-file';
import { KEY, archives } from './seeded';
import type { SlowLink } from './slow-link';
import { refuseTags, slowDownTags } from './slow-rows';
import type { State } from './states';
import { like, t } from './text';

export interface Walk {
  page: Page;
  site: Site;
  link: SlowLink;
  /** What is done in each state. */
  look: (state: State) => Promise<void>;
}

/** Walks through every state of every page of a magazine that has just started; somebody is signed in, in the settings. */
export async function walk(tour: Walk): Promise<void> {
  const { page, site, look } = tour;
  await addLargeFile(site);
  await slowDownTags(site);

  await visit(page, 'history');
  await expect(page.getByText(t('history.none'))).toBeVisible();
  await look('history-empty');
  await exportForm(tour);
  await exportOutcomes(tour);
  await uploads(tour);
  await reports(tour);
  await restores(tour);
}

async function exportForm({ page, look }: Walk): Promise<void> {
  await visit(page, 'export');
  await expect(page.getByText(like('export.estimate.size', { what: '*' }))).toBeVisible();
  await look('export-form');
  await confirmKey(page);
  await button(page, t('export.advanced')).click();
  await look('export-form-filled');

  await page.getByRole('radio', { name: t('types.only') }).click();
  await expect(page.getByRole('checkbox', { name: 'Article' })).toBeVisible();
  await look('export-types');
  await page.getByRole('radio', { name: t('types.all') }).click();
  await button(page, t('export.advanced')).click();

  await page.getByRole('checkbox', { name: t('export.encrypt.label') }).click();
  await look('export-unencrypted');
  await page.getByRole('checkbox', { name: t('export.encrypt.label') }).click();
  await keyEnding(page).fill('not it');
  await button(page, t('export.submit')).click();
  await expect(page.getByText(t('export.confirm.wrong'))).toBeVisible();
  await look('export-not-confirmed');
}

async function exportOutcomes({ page, site, link, look }: Walk): Promise<void> {
  link.hold();
  await confirmKey(page);
  await button(page, t('export.submit')).click();
  await expect(stage(page, 'assets', 'running')).toBeVisible();
  await look('export-running');
  await button(page, t('job.cancel.export')).click();
  await expect(heading(page, t('job.export.cancelled'))).toBeVisible();
  link.release();
  await look('export-cancelled');

  const exportAgain = async () => {
    await button(page, t('export.again')).click();
    await confirmKey(page);
    await button(page, t('export.submit')).click();
  };
  await exportAgain();
  await expect(heading(page, t('job.export.done'))).toBeVisible();
  await look('export-done');

  // Reading a folder as a file fails, and not at once as with a missing file.
  const [name] = Object.keys(await hashFiles(site.uploadsDir));
  const file = path.join(site.uploadsDir, name!);
  await rename(file, `${file}.aside`);
  await mkdir(file);
  await exportAgain();
  await expect(heading(page, t('job.export.failed'))).toBeVisible();
  await look('export-failed');
  await rmdir(file);
  await rename(`${file}.aside`, file);
}

async function uploads({ page, link, look }: Walk): Promise<void> {
  await visit(page, 'restore');
  await look('restore-form');
  await upload(page, archives.encrypted(), 'not the key');
  await expect(alertIn(page)).toContainText(t('error.keyWrong'));
  await look('restore-wrong-key');
  await button(page, t('upload.cancel')).click();

  link.hold();
  await keyField(page).fill('');
  await upload(page, archives.heavy());
  const progress = page.getByRole('progressbar', { name: t('upload.progress.label') });
  await expect(progress).toHaveAttribute('aria-valuenow', /^[1-9]/);
  await look('restore-upload');
  await settingsLink(page, 'export').click();
  await dialog(page)
    .getByRole('button', { name: t('upload.leave.leave') })
    .click();
  link.release();

  await visit(page, 'restore');
  const unfinished = page.getByText(t('open.title.unfinished', HEAVY));
  await expect(unfinished).toBeVisible();
  await look('restore-unfinished');
  await button(page, t('open.discard')).click();
  await expect(unfinished).toBeHidden();
}

async function reports({ page, look }: Walk): Promise<void> {
  await upload(page, tar('spring.tar', await tooDifferent()));
  await expect(alertIn(page).first()).toBeVisible();
  await look('restore-blocked');
  await button(page, t('restore.another')).click();

  await upload(page, tar('autumn.tar', await oldAndWithoutTags()));
  for (const part of ['content', 'files', 'versions'] as const) {
    await folded(page, t(`changes.${part}`)).click();
    await look(`restore-changes-${part}`);
  }
  await button(page, t('restore.another')).click();
}

async function restores({ page, site, look }: Walk): Promise<void> {
  await upload(page, archives.encrypted(), KEY);
  await expect(page.getByText(t('report.fits'))).toBeVisible();
  await look('restore-report');
  await button(page, t('select.submit')).click();
  await projectField(page).fill(PROJECT);
  await look('restore-confirm');
  await button(page, t('confirm.cancel')).click();
  await button(page, t('restore.another')).click();

  const renamed = path.join(site.dir, 'magazine.tar');
  await copyFile(archives.large(), renamed);
  await upload(page, renamed);
  await confirmRestore(page);
  const entities = page.getByRole('progressbar', { name: t('stage.entities') });
  await expect(entities).toHaveAttribute('aria-valuenow', /^[2-9]\d$/);
  await look('restore-running');
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 90_000 });
  await look('restore-done');

  await button(page, t('undo.button')).click();
  await expect(dialog(page).getByText(t('undo.lost'))).toBeVisible();
  await look('undo-confirm');
  await dialog(page)
    .getByRole('button', { name: t('undo.submit') })
    .click();
  await expect(heading(page, t('job.undo.done'))).toBeVisible({ timeout: 60_000 });
  await look('undo-done');

  await button(page, t('restore.again')).click();
  await visit(page, 'history');
  await expect(listed(page, 'restore').first()).toBeVisible();
  await look('history');

  await visit(page, 'restore');
  await refuseTags(site);
  await upload(page, archives.plain());
  await confirmRestore(page);
  await expect(heading(page, t('job.restore.failed'))).toBeVisible({ timeout: 60_000 });
  await look('restore-failed');
}

/** Through the settings' own menu, so that nothing is loaded anew. */
async function visit(page: Page, view: View): Promise<void> {
  await settingsLink(page, view).click();
  await expect(heading(page, t(`${view}.title`))).toBeVisible();
}

async function confirmKey(page: Page): Promise<void> {
  await keyEnding(page).fill((await keyField(page).inputValue()).slice(-4));
}

const tar = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/x-tar', buffer });

/** The magazine by another Strapi, and without a field of its articles. */
const tooDifferent = async (): Promise<Buffer> =>
  editArchive(await readFile(archives.plain()), async (archive) => {
    await archive.editJson('metadata.json', (metadata) => {
      metadata.strapi = { version: HOST.versions.olderMinor };
    });
    await archive.editRecords<{ uid: string; attributes: Record<string, object> }>(
      'schemas',
      (schema) => {
        if (schema.uid === 'api::article.article') delete schema.attributes.excerpt;
        return schema;
      },
    );
  });

const SOME_WEEKS_MS = 45 * 24 * 60 * 60 * 1000;

const oldAndWithoutTags = async (): Promise<Buffer> =>
  editArchive(await readFile(archives.plain()), async (archive) => {
    await archive.editJson('metadata.json', (metadata) => {
      metadata.createdAt = new Date(Date.now() - SOME_WEEKS_MS).toISOString();
    });
    await archive.editRecords<{ type: string }>('entities', (record) =>
      record.type === 'api::tag.tag' ? null : record,
    );
  });
