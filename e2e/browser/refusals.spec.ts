import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { type EditableArchive, editArchive } from '../support/edit-archive';
import { HOST } from '../support/host';
import { alertIn, button, confirmRestore, heading, keyField, open, upload } from './support/admin';
import { expect, test } from './support/fixtures';
import { KEY, archives } from './support/seeded';
import { t } from './support/text';

const TAR = { mimeType: 'application/x-tar' };

/** Picks from one of the two lists under "How strictly to compare". */
async function choose(page: Page, list: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: list }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function edited(change: (archive: EditableArchive) => Promise<void>) {
  const buffer = await editArchive(await readFile(archives.plain()), change);
  return { ...TAR, name: 'edited.tar', buffer };
}

test.describe('a key', () => {
  test('that is wrong is asked for again, and the right one goes on', async ({
    page,
    startSite,
  }) => {
    const site = await startSite('empty');
    await open(page, 'restore', site);
    await upload(page, archives.encrypted(), `${KEY}.`);
    await expect(alertIn(page)).toContainText(t('error.keyWrong'));
    await button(page, t('upload.key.submit')).click();
    await expect(page.getByText(t('restore.key.missing'))).toBeVisible();

    await keyField(page).fill(KEY);
    await button(page, t('upload.key.submit')).click();
    await expect(page.getByText(t('report.fits'))).toBeVisible();
  });

  test('that is not given is asked for before the upload, or by the server', async ({
    page,
    startSite,
  }) => {
    const site = await startSite('empty');
    await open(page, 'restore', site);
    await upload(page, archives.encrypted());
    await expect(page.getByText(t('restore.key.missing'))).toBeVisible();

    // Under a name that does not tell that it is encrypted.
    const buffer = await readFile(archives.encrypted());
    await upload(page, { ...TAR, name: 'backup.bin', buffer });
    await expect(alertIn(page)).toContainText(t('error.keyMissing'));
    await keyField(page).fill(KEY);
    await button(page, t('upload.key.submit')).click();
    await expect(page.getByText(t('report.fits'))).toBeVisible();
  });
});

test('what is not an archive is refused, and another file can be chosen', async ({
  page,
  startSite,
}) => {
  const site = await startSite('empty');
  await open(page, 'restore', site);
  const text = Buffer.from('Dear diary, this is no archive.\n'.repeat(500));
  await upload(page, { name: 'diary.txt', mimeType: 'text/plain', buffer: text });
  await expect(alertIn(page)).toContainText(t('error.notAnArchive'));

  const whole = await readFile(archives.plain());
  const half = whole.subarray(0, whole.length / 2);
  await upload(page, { ...TAR, name: 'half.tar', buffer: half });
  await expect(alertIn(page)).toContainText(t('error.archiveCutOff'));

  await upload(page, archives.plain());
  await expect(page.getByText(t('report.fits'))).toBeVisible();
  await expect(alertIn(page)).toBeHidden();
});

test.describe('an archive of another site', () => {
  test('of another version of Strapi is blocked until a wider range is accepted', async ({
    page,
    startSite,
  }) => {
    const site = await startSite('empty');
    const archive = await edited(({ editJson }) =>
      editJson('metadata.json', (metadata) => {
        metadata.strapi = { version: HOST.versions.olderMinor };
      }),
    );
    await open(page, 'restore', site);
    await upload(page, archive);
    const blocker = alertIn(page);
    await expect(blocker).toContainText(t('report.blocked.versionMismatch'));
    await expect(blocker).toContainText(
      t('error.versionMismatch', {
        archive: HOST.versions.olderMinor,
        site: HOST.version,
      }),
    );
    await expect(button(page, t('select.submit'))).toBeDisabled();

    await choose(page, t('versionStrategy.label'), t('versionStrategy.minor'));
    await expect(blocker).toContainText(t('report.blocked.versionMismatch'));
    await expect(button(page, t('select.submit'))).toBeDisabled();

    await choose(page, t('versionStrategy.label'), t('versionStrategy.major'));
    await expect(page.getByText(t('report.fits'))).toBeVisible();
    await expect(blocker).toBeHidden();
    await confirmRestore(page);
    await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 60_000 });
  });

  test('of other content types is blocked, and says what differs', async ({ page, startSite }) => {
    interface Schema {
      uid: string;
      attributes: Record<string, Record<string, unknown>>;
    }
    const site = await startSite('empty');
    const archive = await edited(({ editRecords }) =>
      editRecords<Schema>('schemas', (schema) => {
        if (schema.uid === 'api::tag.tag') schema.attributes.name!.required = false;
        return schema;
      }),
    );
    await open(page, 'restore', site);
    await upload(page, archive);
    const blocker = alertIn(page);
    await expect(blocker).toContainText(t('report.blocked.schemaMismatch'));
    await expect(blocker).toContainText(
      t('difference.property.modified', {
        field: 'name',
        property: 'required',
        archive: 'false',
        site: 'true',
      }),
    );
    await expect(button(page, t('select.submit'))).toBeDisabled();

    await choose(page, t('schemaStrategy.label'), t('schemaStrategy.strict'));
    await expect(page.getByText(t('report.fits'))).toBeVisible();
    await expect(button(page, t('select.submit'))).toBeEnabled();
  });
});
