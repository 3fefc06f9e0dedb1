import { describe, expect, it } from 'vitest';
import type { ContentTypeInfo } from '../../../../shared/contract';
import type { AssetMetadata } from '../../transfer/staging/staging';
import { contentChanges } from './content-changes';
import { isLow, isTooFull } from './disk';
import { compareFiles } from './file-changes';
import { comparePlugins, missingPlugins } from './plugin-changes';
import type { SiteFile } from './site-files';
import { type Findings, findWarnings } from './warnings';

describe('contentChanges', () => {
  const type = (uid: string, entries: number): ContentTypeInfo => ({
    uid,
    name: uid.toUpperCase(),
    entries,
    bringsFiles: false,
  });
  const site = [type('both', 2), type('here', 3), type('kept', 4), type('none', 0)];
  const entities = { both: 5, kept: 9, there: 7, 'admin::session': 1 };
  const changes = (has: boolean) =>
    contentChanges(
      site,
      entities,
      { has: () => has, includes: (uid) => uid !== 'kept' },
      (uid) => `The ${uid}`,
      (uid) => uid.startsWith('admin::'),
    );

  it('tells rows now and after, what is deleted, and what has no place', () => {
    expect(changes(true).map(({ uid, now, archive, after }) => [uid, now, archive, after])).toEqual(
      [
        ['both', 2, 5, 5],
        ['here', 3, 0, 0],
        ['kept', 4, 9, 4],
        ['there', 0, 7, 0],
      ],
    );
    expect(changes(true).at(-1)).toMatchObject({ name: 'The there', known: false });
    expect(changes(true).map(({ replaced }) => replaced)).toEqual([true, true, false, false]);
  });

  it('changes nothing when no content is restored', () => {
    for (const { known, now, after } of changes(false)) if (known) expect(after).toBe(now);
  });
});

describe('compareFiles', () => {
  async function* each<Item>(items: Item[]): AsyncGenerator<Item> {
    yield* items;
  }
  const asset = (hash: string, size: number, type?: string) => ({
    size,
    metadata: { hash, ext: '.png', type } as AssetMetadata,
  });
  const file = (stored: string, bytes: number, name?: string, provider = 'local'): SiteFile => ({
    stored,
    bytes,
    name,
    provider,
  });
  const archive = [asset('same', 10), asset('thumbnail_same', 1, 'thumbnail'), asset('new', 100)];
  const site = [
    file('same.png', 11, 'Same.png'),
    file('gone.png', 20, 'Gone.png'),
    file('thumbnail_gone.png', 2),
    file('elsewhere.png', 7, 'Elsewhere.png', 'cloud'),
  ];
  const compare = (moved: boolean, replaced: boolean) =>
    compareFiles(each(archive), each(site), 'local', { moved, replaced });

  it('finds what goes, what is replaced and what there is afterwards', async () => {
    expect(await compare(true, true)).toEqual({
      originals: 2,
      changes: {
        provider: 'local',
        now: { count: 4, bytes: 40 },
        after: { count: 3, bytes: 111 },
        deleted: { count: 2, bytes: 22 },
        deletedNames: ['Gone.png'],
        replaced: 1,
      },
    });
  });

  it('deletes none when the rows of the files stay', async () => {
    const { changes } = await compare(true, false);
    expect(changes).toMatchObject({
      after: { count: 6, bytes: 140 },
      deleted: { count: 0, bytes: 0 },
      replaced: 1,
    });
  });

  it('changes none when files are left out', async () => {
    const { changes } = await compare(false, false);
    expect(changes).toMatchObject({ after: changes.now, deleted: { count: 0 }, replaced: 0 });
  });

  it('names a hundred of them and counts the rest', async () => {
    const many = Array.from({ length: 150 }, (_, i) => file(`${i}.png`, 1, `${i}.png`));
    const { changes } = await compareFiles(each([]), each(many), 'local', {
      moved: true,
      replaced: true,
    });
    expect(changes.deleted.count).toBe(150);
    expect(changes.deletedNames).toHaveLength(100);
  });
});

describe('plugins', () => {
  it('are put side by side', () => {
    const site = { upload: '5.54.0', own: null };
    expect(comparePlugins({ upload: '5.53.0', seo: '2.0.0' }, site)).toEqual([
      { name: 'own', archive: null, site: null },
      { name: 'seo', archive: '2.0.0', site: null },
      { name: 'upload', archive: '5.53.0', site: '5.54.0' },
    ]);
    expect(missingPlugins({ upload: '5.53.0', own: '1.0.0', seo: '2.0.0' }, site)).toEqual(['seo']);
  });

  it("are this site's alone when the archive does not tell", () => {
    expect(comparePlugins(undefined, { upload: '5.54.0' })).toEqual([
      { name: 'upload', archive: null, site: '5.54.0' },
    ]);
    expect(missingPlugins(undefined, { upload: '5.54.0' })).toEqual([]);
  });
});

describe('disk', () => {
  it('is too full only when a restore can not succeed, and low when it may not', () => {
    const free = (bytes: number | null) => ({ needed: 1500, free: bytes });
    expect([null, 0, 99, 100, 1499, 1500].map((bytes) => isTooFull(free(bytes)))).toEqual([
      false,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect([null, 0, 99, 100, 1499, 1500].map((bytes) => isLow(free(bytes)))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('findWarnings', () => {
  const room = { needed: 1, free: 1000 };
  const findings: Findings = {
    archive: { createdAt: '2026-05-01T00:00:00Z' },
    report: {
      versions: {
        archive: '5.54.0',
        site: '5.54.0',
        allowedBy: [],
        plugins: [],
        pluginsTold: false,
      },
      contentTypes: [],
      disk: { database: room, safetyCopy: room },
    },
    isNewer: false,
    filesMissing: 0,
    pluginsMissing: [],
    now: new Date('2026-05-31T00:00:00Z'),
  };

  it('finds none without a reason', () => {
    expect(findWarnings(findings)).toEqual([]);
  });

  it('finds every one there is', () => {
    const { report } = findings;
    const unknown = { uid: 'x', name: 'X', known: false, replaced: false, now: 0, after: 0 };
    const found = findWarnings({
      ...findings,
      report: {
        versions: { ...report.versions, archive: '5.55.0' },
        contentTypes: [
          { ...unknown, archive: 3 },
          { ...unknown, archive: 4 },
        ],
        disk: { database: { needed: 2, free: 1 }, safetyCopy: { needed: 4, free: 1 } },
      },
      isNewer: true,
      filesMissing: 6,
      pluginsMissing: ['seo'],
      now: new Date('2026-06-01T00:00:00Z'),
    });
    expect(found).toEqual([
      { code: 'diskLow', needed: 2, free: 1 },
      { code: 'archiveNewer', archive: '5.55.0', site: '5.54.0' },
      { code: 'typesUnknown', types: 2, rows: 7 },
      { code: 'pluginsMissing', names: ['seo'] },
      { code: 'filesMissing', count: 6 },
      { code: 'archiveOld', days: 31 },
      { code: 'safetyCopyTooLarge', needed: 4, free: 1 },
    ]);
  });

  it('says so when the archive tells no version, and nothing of a date that is none', () => {
    const versions = { ...findings.report.versions, archive: null };
    const report = { ...findings.report, versions };
    expect(findWarnings({ ...findings, archive: { createdAt: 'long ago' }, report })).toEqual([
      { code: 'versionUnknown' },
    ]);
  });
});
