import { stat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type JobCreated,
  NEVER_HELD,
  type Report,
  SCHEMA_STRATEGIES,
  VERSION_STRATEGIES,
} from '../shared/contract';
import { contentOf, hashFiles, rowCounts } from './support/content';
import { MARIADB, POSTGRES, isSkipped } from './support/databases';
import { type EditableArchive, editArchive } from './support/edit-archive';
import { startSite } from './support/fixtures';
import { HOST } from './support/host';
import { type Site, exportFrom, jobEnd, upload } from './support/site';

const SITE_VERSION = HOST.version;
const [ARTICLE, TAG, FILE] = ['api::article.article', 'api::tag.tag', 'plugin::upload.file'];

let magazine: Site;
let plain: Buffer;

beforeAll(async () => {
  magazine = await startSite('magazine');
  plain = await exportFrom(magazine, { encrypt: false, compress: false });
});

/** The report of an archive under some options, asked for again after the upload. */
async function reportOf(
  archive: Buffer,
  query: Record<string, string> = {},
  site = magazine,
): Promise<Report> {
  const { body } = await upload(site, archive);
  const target = `/lifeboat/uploads/${body.data.id}`;
  const report = await site.api<Report>('GET', `${target}/report?${new URLSearchParams(query)}`);
  await site.api('DELETE', target);
  expect(report.status).toBe(200);
  return report.body.data;
}

const edited = (edit: (archive: EditableArchive) => Promise<void>): Promise<Buffer> =>
  editArchive(plain, edit);

const typeIn = ({ contentTypes }: Report, uid: string) =>
  contentTypes.find((type) => type.uid === uid);

/** The bytes of a folder's files, dot files left out. */
async function bytesIn(dir: string, names: string[]): Promise<number> {
  const sizes = await Promise.all(names.map((name) => stat(path.join(dir, name))));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

it('an upload and its report change nothing on the site', async () => {
  const before = [
    await contentOf(magazine),
    await rowCounts(magazine),
    await hashFiles(magazine.uploadsDir),
  ];
  const report = await reportOf(plain);
  expect(report.blockers).toEqual([]);
  expect([
    await contentOf(magazine),
    await rowCounts(magazine),
    await hashFiles(magazine.uploadsDir),
  ]).toEqual(before);
});

it("the upload's own answer is the same report", async () => {
  const { body } = await upload(magazine, plain);
  await magazine.api('DELETE', `/lifeboat/uploads/${body.data.id}`);
  const { disk: _one, ...first } = body.data.report;
  const { disk: _two, ...second } = await reportOf(plain);
  expect(first).toEqual(second);
  expect(first.neverHeld).toEqual(NEVER_HELD);
  expect(first.warnings).toEqual([]);
  expect(first.project).toBe(`lifeboat-playground-${HOST.name}`);
});

describe('content', () => {
  it('is counted here and in the archive as the database counts it', async () => {
    const target = await startSite('magazine');
    await target.api('POST', `/content-manager/collection-types/${TAG}`, { name: 'Only here' });
    const [here, there] = [await rowCounts(target), await rowCounts(magazine)];
    const report = await reportOf(plain, {}, target);

    const tables: Record<string, string> = {
      [ARTICLE]: 'articles',
      [TAG]: 'tags',
      [FILE]: 'files',
      'api::author.author': 'authors',
      'plugin::i18n.locale': 'i18n_locale',
      'plugin::users-permissions.user': 'up_users',
      'plugin::users-permissions.permission': 'up_permissions',
    };
    for (const [uid, table] of Object.entries(tables)) {
      if (here[table] === 0 && there[table] === 0) continue;
      expect(typeIn(report, uid), uid).toMatchObject({
        known: true,
        replaced: true,
        now: here[table],
        archive: there[table],
        after: there[table],
      });
    }
    expect(typeIn(report, TAG)!.now).toBeGreaterThan(typeIn(report, TAG)!.after);
    expect(typeIn(report, ARTICLE)!.name).toBe('Article');
    expect(report.contentTypes.filter(({ uid }) => uid.startsWith('admin::'))).toEqual([]);
    await target.stop();
  });

  it('that the archive has nothing of is deleted; that the site has no type for is left out', async () => {
    const archive = await edited(({ editRecords }) =>
      editRecords<{ type: string }>('entities', (record) =>
        record.type === TAG ? { ...record, type: 'api::banner.banner' } : record,
      ),
    );
    const whole = await reportOf(plain);
    const report = await reportOf(archive);
    const tags = typeIn(whole, TAG)!.now;
    expect(tags).toBeGreaterThan(0);
    expect(typeIn(report, TAG)).toMatchObject({ now: tags, archive: 0, after: 0 });
    expect(report.contentTypes.at(-1)).toEqual({
      uid: 'api::banner.banner',
      name: 'api::banner.banner',
      known: false,
      replaced: false,
      now: 0,
      archive: tags,
      after: 0,
    });
    expect(report.warnings).toEqual([{ code: 'typesUnknown', types: 1, rows: tags }]);
  });

  it('that is left out stays', async () => {
    const archive = await edited(({ editRecords }) =>
      editRecords<{ type: string }>('entities', (record) =>
        [TAG, ARTICLE].includes(record.type) ? null : record,
      ),
    );
    const afterOf = async (query: Record<string, string>) => {
      const report = await reportOf(archive, query);
      return [TAG, ARTICLE].map((uid) => typeIn(report, uid)!.after);
    };
    const whole = await reportOf(plain);
    const [tags, articles] = [TAG, ARTICLE].map((uid) => typeIn(whole, uid)!.now);
    expect(await afterOf({})).toEqual([0, 0]);
    expect(await afterOf({ excludeContentTypes: TAG })).toEqual([tags, 0]);
    expect(await afterOf({ excludeContentTypes: `${TAG},${ARTICLE}` })).toEqual([tags, articles]);
    expect(await afterOf({ onlyContentTypes: TAG })).toEqual([0, articles]);
    expect(await afterOf({ exclude: 'content,config' })).toEqual([tags, articles]);
  });
});

describe('files', () => {
  it('are counted as they lie on the disk', async () => {
    const names = Object.keys(await hashFiles(magazine.uploadsDir));
    const bytes = await bytesIn(magazine.uploadsDir, names);
    const { files } = await reportOf(plain);
    expect(files).toMatchObject({
      provider: 'local',
      after: { count: names.length, bytes },
      deleted: { count: 0, bytes: 0 },
      deletedNames: [],
      replaced: names.length,
    });
    expect(files.now.count).toBe(names.length);
    // Strapi's rows tell sizes in tens of bytes.
    expect(Math.abs(files.now.bytes - bytes)).toBeLessThan(names.length * 10);
  });

  it('that are not in the archive are told to be deleted, and are', async () => {
    const target = await startSite('magazine');
    const form = new FormData();
    form.set('files', new Blob(['Only here, and in no archive.']), 'only-here.txt');
    await target.request('/upload', { method: 'POST', body: form });
    const before = Object.keys(await hashFiles(target.uploadsDir));
    const { body } = await upload(target, plain);
    const { files } = body.data.report;

    expect(files.deletedNames).toEqual(['only-here.txt']);
    expect(files.deleted.count).toBe(1);
    expect(files.now.count).toBe(before.length);
    const address = `/lifeboat/uploads/${body.data.id}/report`;
    for (const query of ['exclude=files', 'exclude=content', `excludeContentTypes=${FILE}`]) {
      const left = await target.api<Report>('GET', `${address}?${query}`);
      expect(left.body.data.files.deleted.count, query).toBe(0);
      expect(left.body.data.files.after.count, query).toBe(before.length);
    }

    const job = await target.api<JobCreated>('POST', '/lifeboat/restores', {
      upload: body.data.id,
    });
    expect(await jobEnd(target, job.body.data)).toMatchObject({ state: 'done' });
    const after = Object.keys(await hashFiles(target.uploadsDir));
    expect(before.filter((name) => !after.includes(name))).toHaveLength(files.deleted.count);
    expect(after).toHaveLength(files.after.count);
    await target.stop();
  });

  it('that the archive lists and does not hold are warned of', async () => {
    const archive = await exportFrom(magazine, {
      encrypt: false,
      compress: false,
      exclude: ['files'],
    });
    const report = await reportOf(archive);
    const { files: rows } = await rowCounts(magazine);
    expect(report.warnings).toEqual([{ code: 'filesMissing', count: rows }]);
    expect(report.files.deleted.count).toBe(report.files.now.count);
    expect(report.files.after).toEqual({ count: 0, bytes: 0 });
    expect((await reportOf(archive, { exclude: 'files' })).warnings).toEqual([]);
  });
});

describe('versions', () => {
  const withVersion = (version?: string): Promise<Buffer> =>
    edited(({ editJson }) =>
      editJson('metadata.json', (metadata) => {
        metadata.strapi = { version };
      }),
    );

  it.each([
    [SITE_VERSION, [...VERSION_STRATEGIES]],
    [HOST.versions.patch, ['major', 'minor', 'ignore']],
    [HOST.versions.olderMinor, ['major', 'ignore']],
    [HOST.versions.otherMajor, ['ignore']],
  ])('%s is allowed by %j', async (version, allowedBy) => {
    const archive = await withVersion(version);
    const { versions } = await reportOf(archive);
    expect(versions).toMatchObject({ archive: version, site: SITE_VERSION, allowedBy });
    for (const versionStrategy of VERSION_STRATEGIES) {
      const { blockers } = await reportOf(archive, { versionStrategy });
      expect(blockers.length === 0, versionStrategy).toBe(allowedBy.includes(versionStrategy));
    }
  });

  it('a newer one is warned of once it is allowed', async () => {
    const archive = await withVersion(HOST.versions.newerMinor);
    expect((await reportOf(archive)).warnings).toEqual([]);
    expect((await reportOf(archive, { versionStrategy: 'major' })).warnings).toEqual([
      { code: 'archiveNewer', archive: HOST.versions.newerMinor, site: SITE_VERSION },
    ]);
  });

  it('one that is not told, and an archive of long ago, are warned of', async () => {
    const archive = await edited(({ editJson }) =>
      editJson('metadata.json', (metadata) => {
        delete metadata.strapi;
        metadata.createdAt = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000).toISOString();
      }),
    );
    const { warnings, versions } = await reportOf(archive);
    expect(versions.archive).toBeNull();
    expect(warnings).toEqual([{ code: 'versionUnknown' }, { code: 'archiveOld', days: 40 }]);
  });

  it('of plugins are those of their packages', async () => {
    const { versions } = await reportOf(plain);
    const site = Object.fromEntries(versions.plugins.map(({ name, site: own }) => [name, own]));
    expect(site).toMatchObject({ upload: SITE_VERSION, 'users-permissions': SITE_VERSION });
    expect(site.lifeboat).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe('schemas', () => {
  type Attributes = Record<string, Record<string, unknown>>;
  const withArticle = (change: (attributes: Attributes) => void): Promise<Buffer> =>
    edited(({ editRecords }) =>
      editRecords<{ uid: string; attributes: Attributes }>('schemas', (schema) => {
        if (schema.uid === ARTICLE) change(schema.attributes);
        return schema;
      }),
    );

  it('that are the same are allowed by every strategy', async () => {
    expect((await reportOf(plain)).schemas).toEqual({
      allowedBy: [...SCHEMA_STRATEGIES],
      total: 0,
      differences: [],
      names: {},
    });
  });

  it('differences are listed whether or not they forbid the restore', async () => {
    const archive = await withArticle((attributes) => {
      attributes.title!.required = false;
    });
    const exact = await reportOf(archive);
    const strict = await reportOf(archive, { schemaStrategy: 'strict' });
    expect(exact.blockers).toHaveLength(1);
    expect(strict.blockers).toEqual([]);
    for (const { schemas } of [exact, strict]) {
      expect(schemas).toMatchObject({
        allowedBy: ['strict'],
        total: 1,
        differences: [{ uid: ARTICLE, path: 'attributes.title.required' }],
        names: { [ARTICLE!]: 'Article' },
      });
    }
  });

  it('a field of another type is allowed by none', async () => {
    const archive = await withArticle((attributes) => {
      attributes.title!.type = 'text';
    });
    expect((await reportOf(archive)).schemas.allowedBy).toEqual([]);
  });

  it('a type that only the archive has is named as there', async () => {
    const archive = await edited(async ({ editRecords }) => {
      await editRecords<{ uid: string }>('schemas', (schema) =>
        schema.uid === TAG
          ? [schema, { ...schema, uid: 'api::banner.banner', info: { displayName: 'Banner' } }]
          : schema,
      );
      await editRecords<{ type: string }>('entities', (record) =>
        record.type === TAG ? [record, { ...record, type: 'api::banner.banner' }] : record,
      );
    });
    const report = await reportOf(archive);
    expect(report.schemas.names['api::banner.banner']).toBe('Banner');
    expect(report.contentTypes.at(-1)).toMatchObject({ name: 'Banner', known: false });
  });
});

it('tells what there must be of disk space', async () => {
  const { disk } = await reportOf(plain);
  const names = Object.keys(await hashFiles(magazine.uploadsDir));
  const files = await bytesIn(magazine.uploadsDir, names);
  const { size } = await stat(path.join(magazine.dir, 'data.db'));
  expect(disk.safetyCopy.needed).toBeGreaterThan(files);
  expect(disk.safetyCopy.needed).toBeLessThan(files + size * 2 + 1_000_000);
  expect(disk.database.needed).toBeGreaterThan(100_000);
  expect((await reportOf(plain, { exclude: 'content' })).disk.database.needed).toBeLessThan(
    disk.database.needed,
  );
  expect(disk.database.free).toBeGreaterThan(0);
  expect(disk.safetyCopy.free).toBeGreaterThan(0);
});

describe.each([POSTGRES, MARIADB])('$name', (server) => {
  it('tells the same', async (context) => {
    if (await isSkipped(server)) return context.skip();
    const schema = server === POSTGRES ? HOST.postgresSchema : undefined;
    const site = await startSite('magazine', { server, schema });
    const { files: rows, articles } = await rowCounts(site);
    const files = Object.keys(await hashFiles(site.uploadsDir));

    const report = await reportOf(plain, {}, site);
    expect(report.blockers).toEqual([]);
    expect(typeIn(report, FILE!)).toMatchObject({ now: rows });
    expect(typeIn(report, ARTICLE!)).toMatchObject({ now: articles });
    expect(report.files.now.count).toBe(files.length);
    expect(report.disk.database.free).toBeNull();
    const bytes = await bytesIn(site.uploadsDir, files);
    expect(report.disk.safetyCopy.needed).toBeGreaterThan(bytes);
    await site.stop();
  });
});

it.each(['exclude=everything', 'exclude=content,files,config', 'onlyContentTypes=api::no.no'])(
  'refuses %s',
  async (query) => {
    const { body } = await upload(magazine, plain);
    const target = `/lifeboat/uploads/${body.data.id}`;
    expect(await magazine.api('GET', `${target}/report?${query}`)).toMatchObject({
      status: 400,
      body: { error: { details: { code: 'optionsInvalid' } } },
    });
    await magazine.api('DELETE', target);
  },
);
