import { gunzipSync } from 'node:zlib';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ContentTypeInfo, JobCreated, Report, TransferFilter } from '../shared/contract';
import { contentOf, contentOfArchive, hashFiles } from './support/content';
import { editArchive } from './support/edit-archive';
import { createEntry } from './support/editor';
import { startSite } from './support/fixtures';
import { HOST } from './support/host';
import { type Site, exportFrom, jobEnd, restoreTo, upload, downloadEndsWell } from './support/site';
import { entriesOf } from './support/tar';

const MIB = 1024 * 1024;
const SITE_VERSION = HOST.version;

let magazine: Site;
let plain: Buffer;

beforeAll(async () => {
  magazine = await startSite('magazine');
  plain = await exportFrom(magazine, { encrypt: false, compress: false });
});

describe('export', () => {
  it('keeps every jsonl file under maxSizeJsonl, in bytes', async () => {
    const limit = 0.08;
    const archive = await exportFrom(magazine, {
      encrypt: false,
      compress: false,
      maxSizeJsonl: limit,
    });
    const files = (await entriesOf(archive)).filter(({ name }) => name.endsWith('.jsonl'));
    const whole = (await entriesOf(plain)).filter(({ name }) => name.endsWith('.jsonl'));

    for (const { name, size } of files) {
      expect(size, name).toBeGreaterThan(0);
      expect(size, name).toBeLessThanOrEqual(limit * MIB);
    }
    for (const folder of ['schemas', 'entities', 'links', 'configuration']) {
      const sum = (list: typeof files) =>
        list.filter(({ name }) => name.startsWith(folder)).reduce((n, { size }) => n + size, 0);
      expect(sum(files), folder).toBe(sum(whole));
    }
    expect(files.length).toBeGreaterThan(whole.length);
    expect(whole.some(({ size }) => size > limit * MIB)).toBe(true);
  });

  it('says which record is too large for maxSizeJsonl, and fails the download', async () => {
    const options = { encrypt: false, maxSizeJsonl: 0.0001 };
    const { body } = await magazine.api<JobCreated & { downloadUrl: string }>(
      'POST',
      '/lifeboat/exports',
      options,
    );
    expect(await downloadEndsWell(magazine, body.data)).toBe(false);
    expect(await jobEnd(magazine, body.data)).toMatchObject({
      state: 'failed',
      error: { details: { code: 'recordTooLarge' } },
    });
  });

  it('does not encipher without encrypt, nor gzip without compress', async () => {
    expect(plain.toString('latin1', 257, 262)).toBe('ustar');
    const gzipped = await exportFrom(magazine, { encrypt: false });
    expect(gunzipSync(gzipped).toString('latin1', 257, 262)).toBe('ustar');
    expect(gzipped.length).toBeLessThan(plain.length);
  });

  it('puts metadata.json first and gives its asset metadata the size in bytes', async () => {
    const entries = await entriesOf(plain);
    expect(entries[0]!.name).toBe('metadata.json');
    const metadata = entries.filter(({ name }) => name.startsWith('assets/metadata/'));
    expect(metadata.length).toBeGreaterThan(30);
    for (const { name, content } of metadata) {
      expect(() => JSON.parse(content.toString()), name).not.toThrow();
    }
  });

  it.each([
    [{ filename: 'my backup' }, 'my-backup.tar.gz.enc'],
    [{ filename: 'x.tar.gz', encrypt: false }, 'x.tar.gz'],
    [{ filename: '../../etc/passwd', encrypt: false, compress: false }, 'etc-passwd.tar'],
  ])('names the file as asked: %o', async (options, filename) => {
    const { body } = await magazine.api<JobCreated & { filename: string; downloadUrl: string }>(
      'POST',
      '/lifeboat/exports',
      { key: 'k', ...options },
    );
    const response = await fetch(magazine.url + body.data.downloadUrl);
    await response.arrayBuffer();
    expect(body.data.filename).toBe(filename);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${filename}"`);
    await jobEnd(magazine, body.data);
  });

  it.each([
    [{}, 'keyRequired'],
    [{ key: '' }, 'optionsInvalid'],
    [{ key: 5 }, 'optionsInvalid'],
    [{ encrypt: 'no' }, 'optionsInvalid'],
    [{ encrypt: false, maxSizeJsonl: 0 }, 'optionsInvalid'],
    [{ encrypt: false, maxSizeJsonl: '1' }, 'optionsInvalid'],
    [{ encrypt: false, exclude: ['everything'] }, 'optionsInvalid'],
    [{ encrypt: false, exclude: ['content', 'files', 'config'] }, 'optionsInvalid'],
    [{ encrypt: false, onlyContentTypes: ['api::nothing.nothing'] }, 'optionsInvalid'],
    [
      {
        encrypt: false,
        onlyContentTypes: ['api::tag.tag'],
        excludeContentTypes: ['api::tag.tag'],
      },
      'optionsInvalid',
    ],
  ])('refuses %o', async (options, code) => {
    expect(await magazine.api('POST', '/lifeboat/exports', options)).toMatchObject({
      status: 400,
      body: { error: { status: 400, details: { code } } },
    });
  });

  it.each<TransferFilter>([{ exclude: ['content'] }, { exclude: ['files', 'config'] }])(
    'leaves out what the official export leaves out: %o',
    likeTheOfficialExport,
  );

  it
    .skipIf(!HOST.filtersTypes)
    .each<TransferFilter>([
      { onlyContentTypes: ['api::article.article', 'api::author.author'] },
      { excludeContentTypes: ['api::article.article'] },
    ])('leaves out the types that the official export leaves out: %o', likeTheOfficialExport);

  async function likeTheOfficialExport(filter: TransferFilter): Promise<void> {
    const file = path.join(magazine.dir, `filtered-${Object.keys(filter)[0]}-${Math.random()}.tar`);
    await writeFile(
      file,
      await exportFrom(magazine, { encrypt: false, compress: false, ...filter }),
    );
    expect(await contentOfArchive(file)).toEqual(
      await contentOf(magazine, ...officialFlags(filter)),
    );
  }
});

function officialFlags(filter: TransferFilter): string[] {
  const names: Record<string, string> = {
    exclude: '--exclude',
    onlyContentTypes: '--only-content-types',
    excludeContentTypes: '--exclude-content-types',
  };
  return Object.entries(filter).flatMap(([option, values]) => [names[option]!, values.join(',')]);
}

it('the list of content types is what an archive can hold, with as many entries as it holds', async () => {
  const { body } = await magazine.api<ContentTypeInfo[]>('GET', '/lifeboat/content-types');
  const uploaded = await upload(magazine, plain);
  await magazine.api('DELETE', `/lifeboat/uploads/${uploaded.body.data.id}`);

  const filled = body.data.filter(({ entries }) => entries > 0);
  expect(Object.fromEntries(filled.map(({ uid, entries }) => [uid, entries]))).toEqual(
    uploaded.body.data.archive.entities,
  );
  const uids = body.data.map(({ uid }) => uid);
  expect(uids.filter((uid) => /^admin::|content-releases/.test(uid))).toEqual([]);
  expect(body.data[0]).toMatchObject({ uid: 'api::article.article', name: 'Article' });
  expect(body.data.filter((type) => type.bringsFiles).map(({ uid }) => uid)).toEqual([
    'plugin::upload.file',
  ]);
});

async function reportOf(archive: Buffer, query: Record<string, string>): Promise<Report> {
  const { body } = await upload(magazine, archive);
  const { id } = body.data;
  const report = await magazine.api<Report>(
    'GET',
    `/lifeboat/uploads/${id}/report?${new URLSearchParams(query)}`,
  );
  await magazine.api('DELETE', `/lifeboat/uploads/${id}`);
  return report.body.data;
}

describe('version strategy', () => {
  const archives = new Map<string, Buffer>();
  const withVersion = async (version: string): Promise<Buffer> => {
    const made = await editArchive(plain, (archive) =>
      archive.editJson('metadata.json', (metadata) => {
        metadata.strapi = { version };
      }),
    );
    archives.set(version, made);
    return made;
  };

  it.each([
    ['exact', SITE_VERSION, true],
    ['exact', HOST.versions.patch, false],
    ['exact', HOST.versions.prerelease, false],
    ['patch', SITE_VERSION, true],
    ['patch', HOST.versions.prerelease, false],
    ['patch', HOST.versions.patch, false],
    ['minor', HOST.versions.patch, true],
    ['minor', HOST.versions.olderMinor, false],
    ['major', HOST.versions.olderMinor, true],
    ['major', HOST.versions.otherMajor, false],
    ['ignore', HOST.versions.otherMajor, true],
  ])('%s with an archive of %s: allowed is %s', async (versionStrategy, version, allowed) => {
    const archive = archives.get(version) ?? (await withVersion(version));
    const { blockers } = await reportOf(archive, { versionStrategy });
    if (allowed) expect(blockers).toEqual([]);
    else {
      expect(blockers).toMatchObject([
        {
          name: 'VersionMismatchError',
          details: { code: 'versionMismatch', archive: version, site: SITE_VERSION },
        },
      ]);
    }
  });

  it('is asked again at the restore, and is exact unless said otherwise', async () => {
    const { body } = await upload(magazine, await withVersion(HOST.versions.olderMinor));
    expect(body.data.report.blockers).toHaveLength(1);
    const start = (strategies: object) =>
      magazine.api<JobCreated>('POST', '/lifeboat/restores', {
        upload: body.data.id,
        ...strategies,
      });
    for (const strategies of [{}, { versionStrategy: 'minor' }]) {
      expect(await start(strategies)).toMatchObject({
        status: 400,
        body: { error: { details: { code: 'versionMismatch', age: 'older' } } },
      });
    }
    const accepted = await start({ versionStrategy: 'major' });
    expect(accepted.status).toBe(202);
    expect(await jobEnd(magazine, accepted.body.data)).toMatchObject({ state: 'done' });
  });
});

describe('schema strategy', () => {
  type Attributes = Record<string, Record<string, unknown>>;
  const withArticle = (change: (attributes: Attributes) => void): Promise<Buffer> =>
    editArchive(plain, (archive) =>
      archive.editRecords<{ uid: string; attributes: Attributes }>('schemas', (schema) => {
        if (schema.uid === 'api::article.article') change(schema.attributes);
        return schema;
      }),
    );

  it('exact refuses what strict lets pass: required, default, private, configurable', async () => {
    const archive = await withArticle((attributes) => {
      attributes.title!.required = !attributes.title!.required;
    });
    expect((await reportOf(archive, { schemaStrategy: 'strict' })).blockers).toEqual([]);
    const { blockers } = await reportOf(archive, { schemaStrategy: 'exact' });
    expect(blockers).toMatchObject([
      {
        details: {
          code: 'schemaMismatch',
          differences: [{ uid: 'api::article.article', path: 'attributes.title.required' }],
        },
      },
    ]);
  });

  it.each(['exact', 'strict'])('%s names every other difference', async (schemaStrategy) => {
    const archive = await withArticle((attributes) => {
      attributes.title!.type = 'text';
      attributes.onlyThere = { type: 'string' };
      delete attributes.excerpt;
    });
    const { blockers } = await reportOf(archive, { schemaStrategy });
    const uid = 'api::article.article';
    expect(blockers[0]!.details.differences).toEqual(
      expect.arrayContaining([
        { uid, path: 'attributes.title.type', kind: 'modified', archive: 'text', site: 'string' },
        { uid, path: 'attributes.onlyThere', kind: 'deleted', archive: 'string' },
        { uid, path: 'attributes.excerpt', kind: 'added', site: 'text' },
      ]),
    );
  });

  it('both mismatches are told at once', async () => {
    const archive = await editArchive(plain, async ({ editJson, editRecords }) => {
      await editJson('metadata.json', (metadata) => {
        metadata.strapi = { version: '5.0.0' };
      });
      await editRecords('schemas', (schema) => (schema.uid === 'api::tag.tag' ? null : schema));
    });
    const { blockers } = await reportOf(archive, {});
    expect(blockers.map(({ details }) => details.code)).toEqual([
      'versionMismatch',
      'schemaMismatch',
    ]);
  });

  it.each([
    ['GET', '/lifeboat/uploads/none/report?versionStrategy=loose', undefined],
    ['POST', '/lifeboat/restores', { upload: 'x', versionStrategy: 'loose' }],
    ['POST', '/lifeboat/restores', { upload: 'x', schemaStrategy: 'ignore' }],
    ['POST', '/lifeboat/restores', { upload: 'x', conflictStrategy: 'merge' }],
    ['POST', '/lifeboat/restores', {}],
  ])('unknown words are refused: %s %s %o', async (method, target, body) => {
    expect(await magazine.api(method, target, body)).toMatchObject({
      status: 400,
      body: { error: { details: { code: 'optionsInvalid' } } },
    });
  });
});

describe('restore with a part left out', () => {
  it.each([
    ['content', 'entities'],
    ['files', 'files'],
    ['config', 'configuration'],
  ] as const)('%s stays untouched', async (preset, part) => {
    const target = await startSite('magazine');
    await changeSite(target);
    const before = { ...(await contentOf(target)), files: await hashFiles(target.uploadsDir) };
    const whole = { ...(await contentOf(magazine)), files: await hashFiles(magazine.uploadsDir) };

    const job = await restoreTo(target, plain, { exclude: [preset] });
    expect(job).toMatchObject({ state: 'done' });
    const after = { ...(await contentOf(target)), files: await hashFiles(target.uploadsDir) };

    for (const key of ['entities', 'files', 'configuration'] as const) {
      expect(before[key], `${key} differ at first`).not.toEqual(whole[key]);
      expect(after[key], key).toEqual(key === part ? before[key] : whole[key]);
    }
    await target.stop();
  });

  it('only the content types asked for are replaced', async () => {
    const target = await startSite('magazine');
    await changeSite(target);
    const before = await contentOf(target);
    const whole = await contentOf(magazine);
    const job = await restoreTo(target, plain, {
      exclude: ['config'],
      onlyContentTypes: ['api::tag.tag'],
    });
    expect(job).toMatchObject({ state: 'done' });
    const told = job.stages.find(({ name }) => name === 'entities')!;
    expect(told.count).toBeGreaterThan(0);
    expect(told.count).toBe(told.total?.count);
    const after = await contentOf(target);

    const only = (content: typeof after, wanted: boolean) =>
      Object.fromEntries(
        Object.entries(content.entities).filter(
          ([name]) => name.startsWith('api::tag.') === wanted,
        ),
      );
    expect(only(after, true)).toEqual(only(whole, true));
    expect(only(after, false)).toEqual(only(before, false));
    await target.stop();
  });

  it('no picture of what was replaced is taken for one of what came', async () => {
    const target = await startSite('magazine');
    const before = await picturesOf(target);
    const filter = { onlyContentTypes: [ARTICLE] };
    expect(await restoreTo(target, plain, filter)).toMatchObject({ state: 'done', warnings: [] });
    const after = await picturesOf(target);
    expect(before.get(ARTICLE)!.length).toBeGreaterThan(0);
    expect(after.get(ARTICLE)).toBeUndefined();
    expect(after.get(AUTHOR)).toEqual(before.get(AUTHOR));

    // Of articles and of the homepage, which stays.
    const seos = await target.database.connected((connection) =>
      connection('components_shared_seos').pluck<number[]>('id'),
    );
    const left = after.get(SEO)!;
    expect(left.length).toBeLessThan(before.get(SEO)!.length);
    expect(left.filter((id) => !seos.includes(id))).toEqual([]);
    await target.stop();
  });
});

const ARTICLE = 'api::article.article';
const AUTHOR = 'api::author.author';
const SEO = 'shared.seo';

/** The rows of each type and component in which a file is shown, by uid, those that are gone included. */
async function picturesOf({ database }: Site): Promise<Map<string, number[]>> {
  const table = HOST.name === 'strapi5' ? 'files_related_mph' : 'files_related_morphs';
  const rows = await database.connected((connection) =>
    connection(table).select<{ related_type: string; related_id: number }[]>('*'),
  );
  const ids = new Map<string, number[]>();
  for (const { related_type: type, related_id: id } of rows) {
    ids.set(type, [...(ids.get(type) ?? []), id]);
  }
  return ids;
}

/** Something of each preset that the magazine does not have. */
async function changeSite(site: Site): Promise<void> {
  for (const type of ['api::tag.tag', AUTHOR]) {
    await createEntry(site, type, { name: 'Only here' });
  }
  const webhook = {
    name: 'Only here',
    url: 'https://example.com/hook',
    events: ['media.delete'],
    headers: {},
  };
  expect((await site.api('POST', '/admin/webhooks', webhook)).status).toBeOneOf([200, 201]);
  const names = Object.keys(await hashFiles(site.uploadsDir));
  await writeFile(path.join(site.uploadsDir, names[0]!), 'changed here');
}
