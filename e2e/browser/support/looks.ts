import { type Page, expect } from '@playwright/test';
import { logIn, settingsLink } from './admin';
import { type Language, expectLanguage } from './text';

export type Theme = 'light' | 'dark';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 800 };

/** The admin follows the system's theme, unless somebody has chosen one. */
export const setTheme = (page: Page, theme: Theme): Promise<void> =>
  page.emulateMedia({ colorScheme: theme });

export const widen = (page: Page): Promise<void> => page.setViewportSize(WIDE);
export const narrow = (page: Page): Promise<void> => page.setViewportSize(NARROW);

/** Back to where a page begins, whichever of its boxes it is that scrolls. */
export const scrollToTop = (page: Page): Promise<void> =>
  page.getByRole('main').evaluate((main) => {
    for (let box: Element | null = main; box; box = box.parentElement) box.scrollTop = 0;
  });

/** Nothing is caught on its way from one look to another. */
const standStill = (page: Page): Promise<void> =>
  page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const style = document.createElement('style');
      style.textContent = `*, *::before, *::after {
        transition: none !important;
        animation-duration: 1ms !important;
        animation-iteration-count: 1 !important;
      }`;
      document.head.append(style);
    });
  });

/** Signs in and opens the settings, in a language and with all that moves switched off. */
export async function openSettings(
  page: Page,
  url: string,
  language: Language = 'en',
): Promise<void> {
  await standStill(page);
  await logIn(page, `${url}/admin`);
  const banner = page.getByRole('button', { name: 'Close the banner.' });
  if (await banner.isVisible()) await banner.click();
  await page.evaluate(
    (chosen) => localStorage.setItem('strapi-admin-language', chosen),
    language as string,
  );
  await page.goto(`${url}/admin/settings/lifeboat/export`);
  expectLanguage(language);
  await expect(settingsLink(page, 'export')).toBeVisible();
}
