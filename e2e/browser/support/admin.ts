import { type Locator, type Page, expect } from '@playwright/test';
import { ADMIN } from '../../support/site';
import { t } from './text';

type Credentials = typeof ADMIN;

/** Through the login form. `admin` is the address of the admin panel. */
export async function logIn(
  page: Page,
  admin: string,
  credentials: Credentials = ADMIN,
): Promise<void> {
  await page.goto(`${admin}/auth/login`);
  await field(page, 'Email').fill(credentials.email);
  await field(page, 'Password').fill(credentials.password);
  await page.getByRole('button', { name: 'Login' }).click();
  await expect(page.getByRole('link', { name: 'Settings', exact: true })).toBeVisible();
}

/** From wherever one is in the admin, as one finds it: Settings → Backup & Restore → Export or Restore. */
export async function goTo(page: Page, target: 'export' | 'restore'): Promise<void> {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await settingsLink(page, target).click();
  await expect(heading(page, t(`${target}.title`))).toBeVisible();
}

export const settingsLink = (page: Page, target: 'export' | 'restore'): Locator =>
  page.getByRole('link', { name: t(`${target}.link`), exact: true });

/** Logs in to a site at its usual address and opens one of the pages. */
export async function open(
  page: Page,
  target: 'export' | 'restore',
  { url }: { url: string },
  credentials?: Credentials,
): Promise<void> {
  await logIn(page, `${url}/admin`, credentials);
  await goTo(page, target);
}

export const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { name, exact: true });

export const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

/** A line of the report, which opens its details. */
export const folded = (page: Page, title: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${title}`) });

/** A stage of the job that the page shows, by what it reads to those who do not see its icon. */
export const stage = (page: Page, name: Stage, state: 'done' | 'running' | 'skipped'): Locator =>
  page
    .getByRole('list', { name: t('stage.list') })
    .getByRole('listitem')
    .filter({ hasText: `${t(`stage.${name}`)}: ${t(`stage.state.${state}`)}` });

type Stage = 'schemas' | 'entities' | 'assets' | 'links' | 'configuration';

/** The file input is hidden behind the drop zone, which is its label. */
export const archiveInput = (page: Page): Locator =>
  page.getByLabel(new RegExp(`${t('restore.choose.browse')}|${t('restore.choose.another')}`));

/** By its whole label, to which the design system adds a star when the field is required. */
const field = (page: Page, label: string): Locator => page.getByLabel(new RegExp(`^${label}\\*?$`));

/** Of either page, and of the reminder at the end of an export. */
export const keyField = (page: Page): Locator => field(page, t('export.key.label'));

/** Chooses a file and has it uploaded; what comes of it is for the test to expect. */
export async function upload(page: Page, file: string | Upload, key?: string): Promise<void> {
  await archiveInput(page).setInputFiles(file);
  if (key !== undefined) await keyField(page).fill(key);
  await button(page, t('restore.choose.submit')).click();
}

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** An uploaded archive that fits is restored, up to the moment in which the server has agreed. */
export async function confirmRestore(page: Page, { safetyCopy = true } = {}): Promise<void> {
  await button(page, t('select.submit')).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByText(t('confirm.kept'))).toBeVisible();
  if (!safetyCopy) {
    await dialog.getByRole('checkbox', { name: t('confirm.safetyCopy') }).click();
    await expect(dialog.getByText(t('confirm.safetyCopy.risk'))).toBeVisible();
  }
  await dialog.getByRole('button', { name: t('confirm.submit') }).click();
  await expect(dialog).toBeHidden();
}

/** Fills the form of an export as it is at first, but for the key. */
export async function submitExport(page: Page, key: string): Promise<void> {
  await keyField(page).fill(key);
  await button(page, t('export.submit')).click();
}

/** What the page itself warns of; the admin keeps an alert of its own, for its notifications. */
export const alertIn = (page: Page): Locator => page.getByRole('main').getByRole('alert');
