import { describe, expect, it } from 'vitest';
import type { Sheet } from './sheetHtml';
import { sheetHtml } from './sheetHtml';

const SHEET: Sheet = {
  lang: 'en',
  dir: 'ltr',
  title: 'Recovery sheet',
  intro: 'Keep it safe.',
  keyLabel: 'Key',
  key: 'K7QM-ABCD',
  facts: [
    ['Site', 'https://example.org'],
    ['File', null],
  ],
  parts: [
    { title: 'With the plugin', steps: ['Open it.', 'Restore.'] },
    { title: 'Without', steps: ['Run this.'], command: 'npx strapi import' },
  ],
  warning: 'Never beside the archive.',
};

describe('sheetHtml', () => {
  it('has all that it is told, and a line for what is not known', () => {
    const html = sheetHtml(SHEET);
    for (const text of ['K7QM-ABCD', 'https://example.org', 'Open it.', 'npx strapi import']) {
      expect(html).toContain(text);
    }
    expect(html).toContain('<dd class="blank"></dd>');
  });

  it('takes nothing for markup that is not its own', () => {
    const html = sheetHtml({ ...SHEET, key: '<script>"&\'' });
    expect(html).not.toContain('<script');
    expect(html).toContain("&lt;script&gt;&quot;&amp;'");
  });

  it('asks for nothing from anywhere', () => {
    expect(sheetHtml(SHEET)).not.toMatch(/<(link|script|img|iframe)|url\(|@import/);
  });
});
