import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type Content, contentOf, hashFiles } from '../../support/content';
import type { Site } from '../../support/site';

/** What the official command enciphered the magazine with. */
export const KEY = `a "key" with spaces, quotes' and açcents`;

interface Seeded {
  /** Folders of the two sites. */
  magazine: string;
  empty: string;
  /** Where the archives lie. */
  dir: string;
}

export const seeded = (): Seeded => JSON.parse(process.env.LIFEBOAT_SEEDED!) as Seeded;

export const archives = {
  /** By `strapi export --no-encrypt --no-compress`. */
  plain: () => path.join(seeded().dir, 'magazine.tar'),
  /** By `strapi export --key`. */
  encrypted: () => path.join(seeded().dir, 'magazine.tar.gz.enc'),
  /** The magazine with so many more tags that a restore takes some seconds. */
  large: () => path.join(seeded().dir, 'large.tar'),
  /** The magazine with a file so large that its upload can be caught on the way. */
  heavy: () => path.join(seeded().dir, 'heavy.tar'),
};

export interface State {
  content: Content;
  files: Record<string, string>;
}

/** What a site holds, through the official export, and its files as they lie on disk. */
export async function stateOf(site: Site): Promise<State> {
  return { content: await contentOf(site), files: await hashFiles(site.uploadsDir) };
}

/** What the magazine holds, and so its archives. */
export async function magazine(): Promise<State> {
  const json = await readFile(path.join(seeded().dir, 'expected.json'), 'utf8');
  return JSON.parse(json) as State;
}

export async function expectSameAsMagazine(site: Site): Promise<void> {
  const expected = await magazine();
  expect(Object.keys(expected.content.entities).length).toBeGreaterThan(100);
  expect(await stateOf(site)).toEqual(expected);
}
