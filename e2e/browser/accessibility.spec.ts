import type { Page } from '@playwright/test';
import { PERMISSIONS } from '../../shared/contract';
import { createAdmin } from '../support/admins';
import { forgetLogin, listed, open } from './support/admin';
import { findings } from './support/axe';
import { expect, test } from './support/fixtures';
import { narrow, openSettings, setTheme, widen } from './support/looks';
import { STATES, type State } from './support/states';
import { walk } from './support/walk';

/** What sticks out of the page to the side, as wide as it is. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.documentElement;
    const scrolls = (part: Element) => /auto|scroll/.test(getComputedStyle(part).overflowX);
    return Array.from(document.querySelectorAll('main, main *, [role="alertdialog"]'))
      .filter((part) => part.matches('main, [role="alertdialog"]') || scrolls(part))
      .filter((part) => part.scrollWidth > part.clientWidth || root.scrollWidth > root.clientWidth)
      .map((part) => `${part.tagName} is ${part.scrollWidth} wide in ${part.clientWidth}`);
  });

/** What sticks out where the page is as narrow as a small phone, and has had the time to become a list. */
async function sticksOut(page: Page): Promise<string[]> {
  await narrow(page);
  let found = await tooWide(page);
  for (let tries = 0; found.length > 0 && tries < 30; tries += 1) {
    await page.waitForTimeout(100);
    found = await tooWide(page);
  }
  await widen(page);
  return found;
}

const NOTHING_FOUND =
  'axe finds nothing in any state, in either theme, and nothing is wider than a small phone';

test(NOTHING_FOUND, async ({ page, startSite, slowLinkTo }) => {
  test.setTimeout(300_000);
  const site = await startSite('magazine');
  const link = await slowLinkTo(site);
  await openSettings(page, link.url);

  const found: string[] = [];
  const examine = async (state: string) => {
    const note = (what: string, some: string[]) => {
      // At once: should the walk come to no good end, they would not be told.
      for (const finding of some) console.log(`${state}, ${what}: ${finding}`);
      found.push(...some.map((finding) => `${state}, ${what}: ${finding}`));
    };
    // What is pointed at has other colours; of buttons they are the host's.
    await page.mouse.move(0, 0);
    note('light', await findings(page));
    await setTheme(page, 'dark');
    note('dark', await findings(page, 'color-contrast'));
    await setTheme(page, 'light');
    note('narrow', await sticksOut(page));
  };
  const seen: State[] = [];
  await walk({
    page,
    site,
    link,
    look: async (state) => {
      seen.push(state);
      await examine(state);
    },
  });

  const reader = await createAdmin(site, 'reader', [PERMISSIONS.read]);
  await forgetLogin(page);
  await open(page, 'history', link, reader);
  await expect(listed(page, 'export').first()).toBeVisible();
  await examine('history, for who may only look');
  expect(found).toEqual([]);
  expect(seen).toEqual(STATES);
});
