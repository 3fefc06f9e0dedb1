import { createGzip, gzipSync, gunzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFiles } from '../../archive/test-helpers';
import {
  type Entries,
  type MakeOptions,
  KEY,
  METADATA,
  SCHEMA,
  SMALL,
  type StagingArea,
  asset,
  createStagingArea,
  entity,
  makeArchive,
} from './test-helpers';

let area: StagingArea;
beforeAll(async () => {
  area = await createStagingArea();
});
afterAll(() => area.remove());

const FORMS: [string, MakeOptions][] = [
  ['plain', { manifest: true }],
  ['compressed', { manifest: true, compress: true }],
  ['enciphered', { manifest: true, key: KEY }],
  ['compressed and enciphered', { manifest: true, compress: true, key: KEY }],
];
const DAMAGED = /^(archiveDamaged|archiveCutOff|archiveUnsafe|notAnArchive|keyMissing|keyWrong)$/;

const without = (name: string): Entries => SMALL.filter(([entry]) => entry !== name);
const withLines = (folder: string, lines: string): Entries => [
  ...SMALL,
  [`${folder}/${folder}_00009.jsonl`, lines],
];
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** A tar that is made while it is read. */
async function* endless(name: (index: number) => string, count: number): AsyncGenerator<Buffer> {
  const template = (await makeArchive([[name(0), '']])).subarray(0, 512);
  const sum = template.reduce((total, byte, at) => total + (at < 148 || at > 155 ? byte : 32), 0);
  const nameSum = (text: string): number => Buffer.from(text).reduce((a, b) => a + b, 0);
  for (let index = 0; index < count; ) {
    const headers: Buffer[] = [];
    for (let at = 0; at < 500; at += 1, index += 1) {
      const header = Buffer.from(template);
      header.fill(0, 0, 100).write(name(index), 0);
      const check = sum - nameSum(name(0)) + nameSum(name(index));
      header.write(`${check.toString(8).padStart(6, '0')}\0 `, 148);
      headers.push(header);
    }
    yield Buffer.concat(headers);
  }
}

describe('takes', () => {
  it.each(FORMS)('a whole archive: %s', async (_, form) => {
    const outcome = await area.take(await makeArchive(SMALL, form), form.key);
    expect(outcome).toMatchObject({
      ingested: {
        strapiVersion: '5.54.0',
        entities: { 'api::note.note': 3 },
        counts: { schemas: 1, entities: 3, links: 2, configuration: 1 },
        assets: { count: 2, bytes: 1503 },
        manifest: { lifeboat: '1.0.0' },
      },
    });
  });

  it('entries in any order, to the same content', async () => {
    const files = SMALL.filter(([name]) => name.startsWith('assets/uploads/'));
    const others = SMALL.filter(([name]) => !name.startsWith('assets/uploads/'));
    const [a, b] = await Promise.all([makeArchive(SMALL), makeArchive([...files, ...others])]);
    expect(await area.take(b)).toEqual(await area.take(a));
    expect(await area.take(await makeArchive([...SMALL].reverse()))).toMatchObject({
      ingested: { assets: { count: 2 } },
    });
  });

  it('more metadata than memory is to hold before the files come', async () => {
    const assets = Array.from({ length: 60 }, (_, index) =>
      asset(`f${index}`, `${index}`, { caption: 'x'.repeat(500_000) }),
    );
    const halves = (half: 0 | 1): Entries => assets.map((one) => one[half]!);
    const far = await makeArchive([...SMALL, ...halves(0), ...halves(1)]);
    const near = await makeArchive([...SMALL, ...assets.flat()]);
    expect(await area.take(far)).toEqual(await area.take(near));
  });

  it('many files, each once and all of them in the index', async () => {
    const assets = Array.from({ length: 450 }, (_, index) => asset(`f${index}`)).flat();
    const outcome = await area.take(await makeArchive([...SMALL, ...assets]), undefined, {
      maxEntries: 2000,
    });
    expect(outcome).toMatchObject({ ingested: { assets: { count: 452 } } });
  });

  it('lines in files that do not end with a newline, to the same content', async () => {
    const lines = [9, 10].map((id) => entity(id).trimEnd());
    const one = await makeArchive(withLines('entities', lines.join('\n') + '\n'));
    const two = await makeArchive([
      ...SMALL,
      ['entities/entities_00008.jsonl', lines[0]!],
      ['entities/entities_00009.jsonl', lines[1]!],
    ]);
    expect(await area.take(two)).toEqual(await area.take(one));
  });

  it('names of old exports for files without an extension', async () => {
    const [metadata, file] = asset('old', 'old', { ext: null });
    const entries: Entries = [
      ...SMALL,
      ['assets/metadata/oldnull.json', metadata![1]],
      ['assets/uploads/oldnull', file![1]],
    ];
    expect(await area.take(await makeArchive(entries))).toMatchObject({
      ingested: { assets: { count: 3 } },
    });
  });

  it('many lists in a row, and brackets in texts', async () => {
    const lists = Array.from({ length: 3000 }, () => [1]);
    const line = entity(9, { lists, text: '['.repeat(3000), quoted: `"${'['.repeat(3000)}` });
    expect(await area.take(await makeArchive(withLines('entities', line)))).toHaveProperty(
      'ingested',
    );
  });

  it('an archive without links, as a staging that has none', async () => {
    const outcome = await area.take(await makeArchive(without('links/links_00001.jsonl')));
    expect(outcome).toMatchObject({ ingested: { counts: { links: 0 } } });
  });

  it('folders and types that it does not know', async () => {
    const entries: Entries = [...SMALL, ['future/stage_00001.jsonl', '{}\n'], ['README', 'x']];
    expect(await area.take(await makeArchive(entries))).toHaveProperty('ingested');
    const type = `'); DROP TABLE notes; --`;
    const odd = withLines('entities', JSON.stringify({ type, id: 1, data: {} }));
    expect(await area.take(await makeArchive(odd))).toMatchObject({
      ingested: { entities: { [type]: 1 } },
    });
  });

  it('keys that objects have already, without becoming them', async () => {
    const data = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
    const line = `{"type":"constructor","id":1,"data":${data},"__proto__":{"polluted":1}}\n`;
    const outcome = await area.take(await makeArchive(withLines('entities', line)));
    expect(outcome).toMatchObject({ ingested: { entities: { constructor: 1 } } });
    expect({}).not.toHaveProperty('polluted');
  });

  it('nesting up to a limit that no content reaches', async () => {
    const line = entity(9, { deep: '' }).replace('""', nested(900));
    const outcome = await area.take(await makeArchive(withLines('entities', line)));
    expect(outcome).toHaveProperty('ingested');
  });

  it('components that two owners share, and those of one id but of different types', async () => {
    const shared = pageWith([{ id: 1 }, { id: 2 }], [zoned(1), { __component: 'b.c', id: 1 }]);
    const again = shared[1]![1].toString().replace('"id":1', '"id":2');
    const entries: Entries = [...SMALL, ...shared, ['entities/entities_00003.jsonl', again]];
    expect(await area.take(await makeArchive(entries))).toMatchObject({
      ingested: { entities: { 'api::page.page': 2 } },
    });
  });

  it('names that differ in case alone, where the file system can', async () => {
    const outcome = await area.take(await makeArchive([...SMALL, ...asset('ONE')]));
    if ('ingested' in outcome) expect(outcome.ingested.assets.count).toBe(3);
    else expect(outcome).toMatchObject({ code: 'archiveDamaged', facts: { problem: 'duplicate' } });
  });
});

const webhook = (id: unknown): string =>
  JSON.stringify({ type: 'webhook', value: { id, name: 'a', url: 'https://example.com' } });
const zoned = (id: number): object => ({ __component: 'shared.block', id });

/** A type with components in a list and in a dynamic zone, and one entity of it. */
function pageWith(blocks: unknown[], zone: object[] = []): Entries {
  const block = { type: 'component', component: 'shared.block', repeatable: true };
  const part = { type: 'component', component: 'shared.part', repeatable: true };
  const page = {
    uid: 'api::page.page',
    attributes: { blocks: block, zone: { type: 'dynamiczone' } },
  };
  const schemas = [page, { uid: 'shared.block', attributes: { parts: part } }];
  const entity = { type: 'api::page.page', id: 1, data: { blocks, zone } };
  return [
    ['schemas/schemas_00002.jsonl', schemas.map((schema) => JSON.stringify(schema)).join('\n')],
    ['entities/entities_00002.jsonl', JSON.stringify(entity)],
  ];
}

/** A row of the media library. */
const fileRow = (fields: object): Entries =>
  withLines(
    'entities',
    JSON.stringify({ type: 'plugin::upload.file', id: 1, data: { hash: 'a', ...fields } }),
  );
const logo = (menu: object): string =>
  JSON.stringify({ type: 'core-store', value: { key: 'logos', value: { menu } } });

type Refusal = [what: string, entries: Entries, problem: string, code?: string];

const end = (ref: unknown, type: unknown = 'api::note.note'): object => ({ type, ref });
const linkOf = (left: unknown, right: unknown): Entries =>
  withLines('links', JSON.stringify({ kind: 'relation.basic', left, right }));
const metadataOf = (value: unknown): Entries => [
  ...without('metadata.json'),
  ['metadata.json', JSON.stringify(value)],
];

const REFUSALS: Refusal[] = [
  ['an entry twice', [...SMALL, SMALL[2]!], 'duplicate'],
  ['metadata.json twice', [...SMALL, ['metadata.json', METADATA]], 'duplicate'],
  ['metadata.json in another case', [...SMALL, ['METADATA.json', METADATA]], 'duplicate'],
  ['an unknown entry twice', [...SMALL, ['x', ''], ['x', '']], 'duplicate'],
  ['a file twice', [...SMALL, SMALL[4]!], 'duplicate'],
  ['a schema twice', withLines('schemas', SCHEMA), 'duplicate'],
  ['a row twice', withLines('entities', entity(2)), 'duplicateId'],
  ...[0, -1, 1.5, 2 ** 32, 1e300, '1', '', null, true, {}, [1]].map(
    (id): Refusal => [`the id ${JSON.stringify(id)}`, withLines('entities', entity(id)), 'record'],
  ),
  ...[0, -1, 1.5, 2 ** 53, 1e300, '', null, true, {}].map(
    (ref): Refusal => [`a link to ${JSON.stringify(ref)}`, linkOf(end(1), end(ref)), 'record'],
  ),
  ['a link to a type that is none', linkOf(end(1, 7), end(1)), 'record'],
  ['the type __proto__', linkOf(end(1, '__proto__'), end(1)), 'record'],
  [
    'the schema __proto__',
    withLines('schemas', SCHEMA.replace('api::note.note', '__proto__')),
    'record',
  ],
  ['a schema without attributes', withLines('schemas', '{"uid":"a"}'), 'record'],
  ['an attribute that is none', withLines('schemas', '{"uid":"a","attributes":{"b":1}}'), 'record'],
  [
    'a type of a thousand letters',
    withLines('entities', `{"type":"${'x'.repeat(1000)}","id":1,"data":{}}`),
    'record',
  ],
  [
    'nesting of 100,000 levels',
    withLines('entities', entity(9, { deep: '' }).replace('""', nested(100_000))),
    'depth',
  ],
  ['nesting that is never closed', withLines('entities', '{"a":'.repeat(50_000)), 'depth'],
  ['nesting in a file’s metadata', [...SMALL, ['assets/metadata/x.json', nested(5000)]], 'depth'],
  [
    'nesting in metadata.json',
    [...without('metadata.json'), ['metadata.json', nested(5000)]],
    'depth',
  ],
  ['a component without an id', [...SMALL, ...pageWith([{ text: 'a' }])], 'record'],
  ['a component whose id is negative', [...SMALL, ...pageWith([{ id: -1 }])], 'record'],
  ['a component whose id no table holds', [...SMALL, ...pageWith([{ id: 2 ** 40 }])], 'record'],
  ['a component that is a text', [...SMALL, ...pageWith(['a'])], 'record'],
  ['a component twice in a list', [...SMALL, ...pageWith([{ id: 1 }, { id: 1 }])], 'duplicateId'],
  [
    'a component twice in a dynamic zone',
    [...SMALL, ...pageWith([], [zoned(1), zoned(2), zoned(1)])],
    'duplicateId',
  ],
  [
    'a component twice in another one',
    [...SMALL, ...pageWith([{ id: 1, parts: [{ id: 5 }, { id: 5 }] }])],
    'duplicateId',
  ],
  [
    'two webhooks of one id',
    withLines('configuration', [webhook(1), webhook(2), webhook('1')].join('\n')),
    'duplicateId',
  ],
  ['a webhook whose id is none', withLines('configuration', webhook('x')), 'duplicateId'],
  ['a version that is none', metadataOf({ strapi: { version: 'latest' } }), 'version'],
  ['a version that is a number', metadataOf({ strapi: { version: 5 } }), 'version'],
  ['a version in nothing', metadataOf({ strapi: null }), 'version'],
  ['metadata.json of a list', metadataOf([]), 'json'],
  ['metadata.json of megabytes', metadataOf({ text: 'x'.repeat(1.1e6) }), 'entryTooLarge'],
  ['a file whose size is negative', [...SMALL, ...asset('x', 'x', { size: -1 })], 'assetMetadata'],
  ['a file whose size is a text', [...SMALL, ...asset('x', 'x', { size: '1' })], 'assetMetadata'],
  ['a file whose id is a fraction', [...SMALL, ...asset('x', 'x', { id: 0.5 })], 'assetMetadata'],
  ['a file without metadata', [...SMALL, asset('x')[1]!], 'missing'],
  [
    'nesting behind a text that ends in a backslash',
    withLines('entities', entity(9, { a: '\\', deep: '' }).replace('""', nested(5000))),
    'depth',
  ],
];

const names = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, n) =>
    JSON.stringify({ type: `${prefix}${n}`, id: 1, data: {} }),
  ).join('\n');

describe('refuses', () => {
  it.each(REFUSALS)('%s', async (_, entries, problem) => {
    expect(await area.take(await makeArchive(entries))).toMatchObject({
      code: 'archiveDamaged',
      facts: { problem },
    });
  });

  it.each<[string, Entries]>([
    ['a stored name that is a path, of a row', fileRow({ hash: '../x', ext: '.txt' })],
    ['the same of one of its formats', fileRow({ formats: { small: { hash: 'a/b' } } })],
    ['the same of a logo', withLines('configuration', logo({ hash: '../logo', ext: '.png' }))],
    ['a stored name that no disk takes', fileRow({ hash: 'x'.repeat(260) })],
    ['a dot file', fileRow({ hash: '.htaccess', ext: '' })],
    ['a file under such a name', [...SMALL, ['assets/uploads/.htaccess', 'x']]],
  ])('%s', async (_, entries) => {
    expect(await area.take(await makeArchive(entries))).toMatchObject({ code: 'archiveUnsafe' });
  });

  it('an archive without a schema', async () => {
    const entries = without('schemas/schemas_00001.jsonl');
    expect(await area.take(await makeArchive(entries))).toMatchObject({
      code: 'notAStrapiArchive',
      facts: { missing: 'schemas' },
    });
  });

  it('more bytes of schemas than any project has', async () => {
    const schema = (uid: number): string =>
      JSON.stringify({ uid: `u${uid}`, attributes: { a: { note: 'x'.repeat(900_000) } } });
    const lines = Array.from({ length: 40 }, (_, uid) => schema(uid)).join('\n');
    expect(await area.take(await makeArchive(withLines('schemas', lines)))).toMatchObject({
      code: 'archiveTooLarge',
      facts: { problem: 'schemas' },
    });
  });

  it('more types than any project has', async () => {
    // The note's own is one of them.
    const most = withLines('entities', names('t', 9_999));
    expect(await area.take(await makeArchive(most))).toHaveProperty('ingested');
    const entries = withLines('entities', names('t', 10_000));
    expect(await area.take(await makeArchive(entries))).toMatchObject({
      code: 'archiveDamaged',
      facts: { problem: 'types' },
    });
  });

  it('a line over the limit, which it does not read to its end', async () => {
    let read = 0;
    async function* line(): AsyncGenerator<Buffer> {
      const whole = await makeArchive(withLines('entities', 'x'.repeat(1024 * 1024)));
      for (let at = 0; at < whole.length; at += 1000) {
        read += 1000;
        yield whole.subarray(at, at + 1000);
      }
    }
    expect(await area.take(line(), undefined, { maxLineBytes: 10_000 })).toMatchObject({
      code: 'archiveTooLarge',
      facts: { problem: 'line', limit: 10_000 },
    });
    expect(read).toBeLessThan(600_000);
  });

  it('a record of millions of values', async () => {
    const line = entity(9, { many: '' }).replace('""', `[${'0,'.repeat(2_100_000)}0]`);
    const outcome = await area.take(await makeArchive(withLines('entities', line)), undefined, {
      maxLineBytes: 10_000_000,
    });
    expect(outcome).toMatchObject({ code: 'archiveTooLarge', facts: { problem: 'values' } });
  });

  it('a gzip that unpacks to more than allowed', async () => {
    const bomb = Readable.from(endless((n) => `x${n}`, 1_000_000)).pipe(createGzip());
    expect(
      await area.take(bomb, undefined, { maxUnpackedBytes: 5_000_000, maxEntries: 1e9 }),
    ).toMatchObject({ code: 'archiveTooLarge', facts: { problem: 'unpacked' } });
  });

  it('more entries than allowed', async () => {
    const many = endless((n) => `assets/uploads/f${n}`, 10_000_000);
    expect(await area.take(many)).toMatchObject({
      code: 'archiveTooLarge',
      facts: { problem: 'entries', limit: 1000 },
    });
  });

  it('files that take more of the disk than of the archive', async () => {
    const files = Array.from({ length: 200 }, (_, n) => asset(`f${n}`, 'x')).flat();
    expect(
      await area.take(await makeArchive([...SMALL, ...files]), undefined, {
        maxUnpackedBytes: 500_000,
      }),
    ).toMatchObject({ code: 'archiveTooLarge', facts: { problem: 'unpacked' } });
  });
});

it('closes what it has opened, of a good archive and of a bad one', async () => {
  const archives = [await makeArchive(SMALL), await makeArchive([...SMALL, SMALL[2]!])];
  const before = openFiles();
  for (let n = 0; n < 15; n += 1) for (const archive of archives) await area.take(archive);
  expect(openFiles()).toBeLessThan(before + 10);
});

it('tells of the metadata before the rest has come, and no texts that are too long', async () => {
  const metadata = { createdAt: 'x'.repeat(101), strapi: { version: '5.54.0' } };
  const told = { strapiVersion: '5.54.0', createdAt: null };
  expect(await area.take(await makeArchive(metadataOf(metadata)))).toMatchObject({
    ingested: told,
    told: [told],
  });
});

describe('a manifest', () => {
  const LISTED = /archiveDamaged/;

  it.each([
    [
      'changed content',
      (all: Entries) => all.map((e): Entries[0] => (e[0].endsWith('one.txt') ? [e[0], 'eno'] : e)),
      'assets/uploads/one.txt',
      'sha256',
    ],
    [
      'a missing entry',
      (all: Entries) => all.filter(([name]) => !name.startsWith('links/')),
      'links/links_00001.jsonl',
      'missing',
    ],
    [
      'one entry more',
      (all: Entries) => [...all.slice(0, 3), ['x', 'x'] as Entries[0], ...all.slice(3)],
      'x',
      'notListed',
    ],
  ])('tells of %s', async (_, change, entry, problem) => {
    const tar = await makeArchive(SMALL, { manifest: true });
    const manifest = tar.subarray(tar.lastIndexOf('{"format":1'), tar.lastIndexOf(']}\n') + 3);
    const changed = [...change(SMALL), ['lifeboat/manifest.json', manifest] as Entries[0]];
    expect(await area.take(await makeArchive(changed))).toMatchObject({
      code: expect.stringMatching(LISTED) as string,
      facts: { entry, problem },
    });
  });

  it('is the last entry', async () => {
    const tar = await makeArchive(SMALL, { manifest: true });
    const more = await makeArchive([['x', '']]);
    const both = Buffer.concat([tar.subarray(0, tar.length - 1024), more]);
    expect(await area.take(both)).toMatchObject({ facts: { entry: 'x', problem: 'notListed' } });
  });
});

/** Of which entry's content a tar has a byte at this place, and where in it; undefined for headers and what fills up. */
function contentAt(tar: Buffer, at: number): { name: string; offset: number } | undefined {
  for (let header = 0; tar[header]; ) {
    const name = tar.toString('latin1', header, header + 100).replace(/\0.*/s, '');
    const size = parseInt(tar.toString('latin1', header + 124, header + 136), 8);
    const offset = at - header - 512;
    if (offset < 0) return undefined;
    if (offset < size) return { name, offset };
    header += 512 + Math.ceil(size / 512) * 512;
  }
  return undefined;
}

describe('damage', () => {
  it.each(FORMS)('a cut anywhere is seen: %s', async (_, form) => {
    const bytes = await makeArchive(SMALL, form);
    const step = bytes.length > 4096 ? 97 : 7;
    for (let cut = 0; cut < bytes.length; cut += step) {
      const outcome = await area.take(bytes.subarray(0, cut), form.key);
      expect({ cut, ...outcome }).toMatchObject({ code: expect.stringMatching(DAMAGED) as string });
    }
  });

  it.each(FORMS)(
    'a flipped byte at 1,000 places is refused or harmless: %s',
    async (_, form) => {
      const bytes = await makeArchive(SMALL, form);
      const whole = await area.take(bytes, form.key);
      let harmless = 0;
      for (let n = 0; n < 1000; n += 1) {
        const at = Math.floor((n * bytes.length) / 1000);
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= 1 + ((n * 37) % 255);
        const outcome = await area.take(flipped, form.key);
        if ('code' in outcome)
          expect({ at, code: outcome.code }).toEqual({
            at,
            code: expect.stringMatching(DAMAGED) as string,
          });
        else {
          expect({ at, ...outcome }).toEqual({ at, ...whole });
          harmless += 1;
        }
      }
      // Only what fills up blocks, and what gzip says of its file.
      expect(harmless).toBeLessThan(form.compress ? 20 : 600);
    },
    60_000,
  );

  it('a flipped byte of an official plain tar is refused, or nothing else is read than it says', async () => {
    const bytes = await makeArchive(SMALL);
    const whole = await area.take(bytes);
    const tally = { refused: 0, harmless: 0, content: 0 };
    for (let n = 0; n < 1000; n += 1) {
      const at = Math.floor((n * bytes.length) / 1000);
      const flip = 1 + ((n * 37) % 255);
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= flip;
      const outcome = await area.take(flipped);
      if ('code' in outcome) {
        expect({ at, code: outcome.code }).toEqual({
          at,
          code: expect.stringMatching(DAMAGED) as string,
        });
        tally.refused += 1;
        continue;
      }
      // What stands in headers has a checksum, and what fills up blocks is not read.
      const place = contentAt(bytes, at);
      if (!place) {
        expect({ at, ...outcome }).toEqual({ at, ...whole });
        tally.harmless += 1;
        continue;
      }
      const changed = SMALL.map(([name, content]): Entries[0] => {
        const copy = Buffer.from(content);
        if (name === place.name) copy[place.offset]! ^= flip;
        return [name, copy];
      });
      expect({ at, ...outcome }).toEqual({ at, ...(await area.take(await makeArchive(changed))) });
      tally.content += 1;
    }
    expect(Math.min(...Object.values(tally))).toBeGreaterThan(100);
  }, 60_000);

  it('what follows a gzip is refused; a gzip of another kind is not', async () => {
    const bytes = await makeArchive(SMALL, { compress: true, manifest: true });
    const trailing = Buffer.concat([bytes, Buffer.from('trailing')]);
    expect(await area.take(trailing)).toMatchObject({ code: 'archiveDamaged' });
    expect(await area.take(gzipSync(gunzipSync(bytes)))).toEqual(await area.take(bytes));
  });
});
