import type { Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** What axe finds on the page, or in the dialog before it, a line each. */
export async function findings(page: Page, only?: 'color-contrast'): Promise<string[]> {
  await page.evaluate(axe.source);
  const options: RunOptions = only ? { runOnly: [only] } : {};
  return page.evaluate(async (chosen) => {
    const place = document.querySelector('[role="alertdialog"]') ?? document.querySelector('main')!;
    const { violations } = await window.axe.run(place, chosen);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
    );
  }, options);
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
