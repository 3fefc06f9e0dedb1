import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { HOST } from '../support/host';
import { dialog, settingsLink } from './support/admin';
import { expect, test } from './support/fixtures';
import { narrow, openSettings, scrollToTop, setTheme, widen } from './support/looks';
import { STATES, type State } from './support/states';
import { walk } from './support/walk';

const PICTURES = path.resolve(
  __dirname,
  HOST.name === 'strapi5' ? '../../docs/pictures' : `../../docs/pictures/${HOST.name}`,
);

/** Of some reports all is not worth its length. */
const TALLEST = 2600;

/** The window, or all of the page where it is longer. */
async function picture(page: Page, name: string): Promise<void> {
  // Nothing is pointed at, and the menu shows where one is; a dialog hides both from the page.
  await page.mouse.move(0, 0);
  if (!(await dialog(page).isVisible())) {
    await scrollToTop(page);
    const end = await page
      .getByRole('main')
      .evaluate((main) => main.getBoundingClientRect().top + main.scrollHeight);
    const { width } = page.viewportSize()!;
    await page.setViewportSize({
      width,
      height: Math.min(TALLEST, Math.max(800, Math.ceil(end) + 40)),
    });
    await scrollToTop(page);
    const view = (['export', 'history'] as const).find((one) => name.startsWith(one)) ?? 'restore';
    const link = settingsLink(page, view);
    if (await link.isVisible()) await link.scrollIntoViewIfNeeded();
  }
  const png = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const small = await sharp(png).png({ palette: true, effort: 10 }).toBuffer();
  await writeFile(path.join(PICTURES, `${name}.png`), small);
  await widen(page);
}

/** The documentation's pictures; PICTURES=1 takes them. */
for (const language of ['en', 'ar'] as const) {
  test(`pictures, ${language}`, { tag: '@pictures' }, async ({ page, startSite, slowLinkTo }) => {
    test.setTimeout(400_000);
    const site = await startSite('magazine');
    const link = await slowLinkTo(site);
    await openSettings(page, link.url, language);

    const english = async (state: State) => {
      await picture(page, `${state}-light`);
      await setTheme(page, 'dark');
      await picture(page, `${state}-dark`);
      await setTheme(page, 'light');
      await narrow(page);
      await picture(page, `${state}-narrow`);
    };
    const seen: State[] = [];
    await walk({
      page,
      site,
      link,
      look: async (state) => {
        seen.push(state);
        await (language === 'en' ? english(state) : picture(page, `${state}-arabic`));
      },
    });
    expect(seen).toEqual(STATES);
  });
}
