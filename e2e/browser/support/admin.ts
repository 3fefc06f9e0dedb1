import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Locator, type Page, expect } from '@playwright/test';
import { HOST } from '../../support/host';
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

/** As if the browser had never been here. */
export async function forgetLogin(page: Page): Promise<void> {
  await page.context().clearCookies();
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}

export type View = 'export' | 'restore' | 'history';

/** From wherever one is in the admin, as one finds it: Settings → Backup & Restore → Export, Restore or History. */
export async function goTo(page: Page, target: View): Promise<void> {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await settingsLink(page, target).click();
  await expect(heading(page, t(`${target}.title`))).toBeVisible();
}

export const settingsLink = (page: Page, target: View): Locator =>
  page.getByRole('link', { name: t(`${target}.link`), exact: true });

/** Logs in to a site at its usual address and opens one of the pages. */
export async function open(
  page: Page,
  target: View,
  { url }: { url: string },
  credentials?: Credentials,
): Promise<void> {
  await logIn(page, `${url}/admin`, credentials);
  await goTo(page, target);
}

/** What becomes of somebody who opens a page without the right to it. */
export async function expectNoAccess(page: Page): Promise<void> {
  // Strapi 4 sends such a person home without a word.
  if (HOST.name === 'strapi4') await expect(page).toHaveURL(/\/admin\/?$/);
  else
    await expect(
      page.getByText("You don't have the permissions to access that content"),
    ).toBeVisible();
}

export const heading = (page: Page, name: string): Locator =>
  page.getByRole('heading', { name, exact: true });

export const button = (page: Page, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

/** Asks before something that can't be taken back. */
export const dialog = (page: Page): Locator =>
  // Strapi 4's design system knows one kind of dialog only.
  page.getByRole(HOST.name === 'strapi4' ? 'dialog' : 'alertdialog');

/** A line of the report, which opens its details. */
export const folded = (page: Page, title: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${title}`) });

/** A stage of the job that the page shows, by what it reads to those who do not see its icon. */
export const stage = (page: Page, name: Stage, state: 'done' | 'running' | 'skipped'): Locator =>
  page
    .getByRole('list', { name: t('stage.list') })
    .getByRole('listitem')
    .filter({ hasText: `${t(`stage.${name}`)} (${t(`stage.state.${state}`)})` });

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
  const asked = dialog(page);
  await expect(asked.getByText(t('confirm.kept'))).toBeVisible();
  if (!safetyCopy) {
    await asked.getByRole('checkbox', { name: t('confirm.safetyCopy') }).click();
    await expect(asked.getByText(t('confirm.safetyCopy.risk'))).toBeVisible();
  }
  await projectField(page).fill(PROJECT);
  await asked.getByRole('button', { name: t('confirm.submit') }).click();
  await expect(asked).toBeHidden();
}

/** The name of the project that every site of the tests is. */
export const { name: PROJECT } = JSON.parse(
  readFileSync(path.join(HOST.app, 'package.json'), 'utf8'),
) as { name: string };

/** Where it is typed, to confirm a restore. */
export const projectField = (page: Page): Locator =>
  dialog(page).getByLabel(t('confirm.project.label'));

/** The step of a restore at which the page says one is. */
export const currentStep = (page: Page): Locator =>
  page.getByRole('list', { name: t('steps.label') }).locator('[aria-current="step"]');

/** Where one types how the key ends, before an export starts. */
export const keyEnding = (page: Page): Locator =>
  page.getByLabel(new RegExp(`^${t('export.confirm.characters', { count: 4 })}`));

/** Enters a key of one's own, and shows that it is kept. */
export async function useKey(page: Page, key: string): Promise<void> {
  await keyField(page).fill(key);
  await keyEnding(page).fill(key.slice(-4));
}

/** Fills the form of an export as it is at first, but for the key. */
export async function submitExport(page: Page, key: string): Promise<void> {
  await useKey(page, key);
  await button(page, t('export.submit')).click();
}

/** The ended jobs of one kind, in the history. */
export const listed = (page: Page, kind: 'export' | 'restore'): Locator =>
  page.getByRole('table', { name: t(`history.${kind}.title`) }).getByRole('row');

/** Where things stand, on top of every view. */
export const statusLine = (page: Page): Locator =>
  page.getByRole('status', { name: t('status.label') });

/** What the page itself warns of; the admin keeps an alert of its own, for its notifications. */
export const alertIn = (page: Page): Locator => page.getByRole('main').getByRole('alert');
