import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Content, contentOf, hashFiles, rowCounts } from './support/content';
import { copySite, startSite } from './support/fixtures';
import { HOST } from './support/host';
import { type Site, exportFrom, restoreTo, upload } from './support/site';
import { entriesOf } from './support/tar';

const KEY = `a "key" with spaces, quotes' and açcents`;

/** `strapi export`'s flags, and what it makes of a file's name. */
const OFFICIAL_FORMS = [
  { flags: ['--no-encrypt', '--no-compress'], extension: '.tar' },
  { flags: ['--no-encrypt'], extension: '.tar.gz' },
  { flags: ['--no-compress', '--key', KEY], extension: '.tar.enc', key: KEY },
  { flags: ['--key', KEY], extension: '.tar.gz.enc', key: KEY },
];

const OUR_FORMS = [
  { encrypt: false, compress: false },
  { encrypt: false, compress: true },
  { key: KEY, compress: false },
  { key: KEY },
];

const KEYS = [
  'x',
  'with several spaces  ',
  `"double" and 'single'`,
  'clé à molette ñ ß',
  '密钥是秘密',
  'k€y '.repeat(2500),
];

let magazine: Site;
let expected: Content;

beforeAll(async () => {
  magazine = await startSite('magazine');
  expected = await contentOf(magazine);
});

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Through the official export, and the files themselves as they lie on disk. */
async function expectSameAsMagazine(site: Site): Promise<void> {
  const found = await contentOf(site);
  expect(Object.keys(found.entities).sort()).toEqual(Object.keys(expected.entities).sort());
  expect(found.entities).toEqual(expected.entities);
  expect(found.links).toEqual(expected.links);
  expect(found.configuration).toEqual(expected.configuration);
  expect(found.assets).toEqual(expected.assets);
  expect(await hashFiles(site.uploadsDir)).toEqual(await hashFiles(magazine.uploadsDir));
}

it('the magazine is worth comparing', () => {
  expect(Object.keys(expected.entities).length).toBeGreaterThan(100);
  expect(expected.links.length).toBeGreaterThan(500);
  expect(Object.keys(expected.assets).length).toBeGreaterThan(30);
  expect(Object.keys(expected.configuration).length).toBeGreaterThan(20);
});

describe('an archive of ours', () => {
  it('is restored by strapi import to the same content', async () => {
    const target = await copySite('empty');
    const file = path.join(target.dir, 'ours.tar.gz.enc');
    await writeFile(file, await exportFrom(magazine, { key: KEY }));
    await target.command('import', '--file', file, '--key', KEY, '--force');
    await expectSameAsMagazine(target);
  });

  it('ends with a manifest of itself, which strapi import passes over', async () => {
    const target = await copySite('empty');
    const file = path.join(target.dir, 'ours.tar');
    const archive = await exportFrom(magazine, { encrypt: false, compress: false });
    await writeFile(file, archive);

    const entries = await entriesOf(archive);
    const manifest = entries.pop()!;
    expect(manifest.name).toBe('lifeboat/manifest.json');
    const listed = JSON.parse(manifest.content.toString()) as {
      lifeboat: string;
      site: { address: string; plugins: Record<string, string> };
      entries: object[];
    };
    expect(listed.entries).toEqual(
      entries.map(({ name, size, content }) => ({ name, size, sha256: sha256(content) })),
    );
    expect(listed.lifeboat).toMatch(/^\d+\.\d+\.\d+/);
    expect(listed.site.address).toMatch(/^http:\/\/(127\.0\.0\.1|localhost):\d+$/);
    expect(listed.site.plugins).toMatchObject({ upload: HOST.version, lifeboat: listed.lifeboat });

    await target.command('import', '--file', file, '--force');
    await expectSameAsMagazine(target);
    const { body } = await upload(magazine, archive);
    const { lifeboat, site } = listed;
    expect(body.data.archive).toMatchObject({
      sha256: sha256(archive),
      manifest: { lifeboat, site },
    });
  });

  it.each(OUR_FORMS)('is restored by ours to the same content: %o', async (options) => {
    const target = await startSite('empty');
    const archive = await exportFrom(magazine, options);
    const job = await restoreTo(target, archive, { key: options.key });
    expect(job).toMatchObject({ state: 'done', warnings: [] });
    await expectSameAsMagazine(target);
    await target.stop();
  });

  it('replaces what was there, twice over', async () => {
    const target = await startSite('magazine');
    const archive = await exportFrom(magazine, { key: KEY });
    for (const _round of [1, 2]) {
      expect(await restoreTo(target, archive, { key: KEY })).toMatchObject({ state: 'done' });
    }
    await expectSameAsMagazine(target);
    // Nothing is left of what was replaced, components and join tables included.
    expect(await rowCounts(target)).toEqual(await rowCounts(magazine));
    await target.stop();
  });
});

describe('an archive of strapi export', () => {
  it.each(OFFICIAL_FORMS)(
    'is restored by ours to the same content: $extension',
    async ({ flags, extension, key }) => {
      const target = await startSite('empty');
      const file = path.join(target.dir, 'official');
      await magazine.command('export', '--file', file, ...flags);
      const archive = await readFile(file + extension);

      expect(await restoreTo(target, archive, { key })).toMatchObject({ state: 'done' });
      await expectSameAsMagazine(target);
      await target.stop();
    },
  );
});

describe('any key', () => {
  it.each(KEYS)('of ours opens with strapi import, %#', async (key) => {
    const target = await copySite('empty');
    const file = path.join(target.dir, 'ours.tar.gz.enc');
    await writeFile(file, await exportFrom(magazine, { key }));
    await target.command('import', '-f', file, '-k', key, '--force', '--only', 'config');
    await expect(
      target.command('import', '-f', file, '-k', `${key}.`, '--force', '--only', 'config'),
    ).rejects.toThrow(/Key is incorrect/);
  });

  it.each(KEYS)('of strapi export opens with ours, %#', async (key) => {
    const file = path.join(magazine.dir, `official-${KEYS.indexOf(key)}`);
    await magazine.command('export', '-f', file, '-k', key, '--only', 'config');
    const archive = await readFile(`${file}.tar.gz.enc`);
    expect(await upload(magazine, archive, { key })).toMatchObject({ status: 201 });
    expect(await upload(magazine, archive, { key: `${key}.` })).toMatchObject({
      status: 400,
      body: { error: { details: { code: 'keyWrong' } } },
    });
  });
});
