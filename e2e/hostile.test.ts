import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Entries, bomb, headerOf, tarOf } from './support/bombs';
import { hashFiles, rowCounts } from './support/content';
import { editArchive } from './support/edit-archive';
import { startSite } from './support/fixtures';
import { type Site, exportFrom, jobEnd, restoreTo, upload } from './support/site';
import { stagedIn } from './support/staging';
import { entriesOf } from './support/tar';

const MIB = 1024 * 1024;
/** Of the server at its peak, whatever is thrown at it; it takes about 300 MiB to start. */
const MAX_MEMORY_MIB = 900;

let site: Site;
let ours: Buffer;
let entries: Entries;
let before: unknown;

async function stateOf(): Promise<unknown> {
  return { rows: await rowCounts(site), files: await hashFiles(site.uploadsDir) };
}

beforeAll(async () => {
  site = await startSite('magazine', { env: { LIFEBOAT_MAX_UNPACKED_BYTES: String(6e9) } });
  ours = await exportFrom(site, { encrypt: false, compress: false });
  entries = (await entriesOf(ours))
    .filter(({ name }) => !name.startsWith('lifeboat/'))
    .map(({ name, content }) => [name, content]);
  before = await stateOf();
});

afterEach(async () => {
  const { status } = await fetch(`${site.url}/_health`);
  expect(status).toBe(204);
  expect(await stateOf()).toEqual(before);
  for (const folder of await stagedIn(site)) expect(folder).toBe('nothing staged');
});

const plus = (...more: Entries): Promise<Buffer> => tarOf([...entries, ...more]);
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const entityOf = (id: unknown): [string, string] => [
  'entities/entities_09999.jsonl',
  line({ type: 'api::article.article', id, data: {} }),
];
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const withMetadata = (text: string): Promise<Buffer> =>
  tarOf([...entries.filter(([name]) => name !== 'metadata.json'), ['metadata.json', text]]);
const swapped = (from: string, to: string): Buffer =>
  Buffer.from(ours.toString('latin1').replace(from, to), 'latin1');

const CASES: [what: string, code: string, make: () => Promise<Buffer> | Buffer][] = [
  [
    'a hard link',
    'archiveUnsafe',
    () => tarOf(entries, { name: 'assets/uploads/x', type: 'link', linkname: '/etc/passwd' }),
  ],
  [
    'a device',
    'archiveUnsafe',
    () => tarOf(entries, { name: 'assets/uploads/x', type: 'character-device' }),
  ],
  ['a fifo', 'archiveUnsafe', () => tarOf(entries, { name: 'assets/uploads/x', type: 'fifo' })],
  ['a Windows path', 'archiveUnsafe', () => plus(['C:/x', 'x'])],
  ['a name with a newline', 'archiveUnsafe', () => plus(['assets/uploads/a\nb', 'x'])],
  ['an unknown entry that comes twice', 'archiveDamaged', () => plus(['x', ''], ['x', ''])],
  ['metadata.json in another case', 'archiveDamaged', () => plus(['Metadata.json', '{}'])],
  [
    'an id twice',
    'archiveDamaged',
    () => plus(entityOf(7_000_000), ['entities/entities_10000.jsonl', entityOf(7_000_000)[1]]),
  ],
  ['a negative id', 'archiveDamaged', () => plus(entityOf(-1))],
  ['a huge id', 'archiveDamaged', () => plus(entityOf(1e300))],
  ['a fraction as an id', 'archiveDamaged', () => plus(entityOf(1.5))],
  ['a text as an id', 'archiveDamaged', () => plus(entityOf('1; DROP TABLE articles'))],
  [
    'two webhooks of one id',
    'archiveDamaged',
    () => plus(['configuration/configuration_09999.jsonl', hook(99) + hook(99)]),
  ],
  [
    'a record that is 100,000 levels deep',
    'archiveDamaged',
    () => plus(['links/links_09999.jsonl', nested(100_000)]),
  ],
  [
    'metadata.json that is 100,000 levels deep',
    'archiveDamaged',
    () => withMetadata(nested(100_000)),
  ],
  [
    'a version that is none',
    'archiveDamaged',
    () => withMetadata('{"strapi":{"version":"latest"}}'),
  ],
  [
    'a schema called __proto__',
    'archiveDamaged',
    () => plus(['schemas/schemas_09999.jsonl', '{"uid":"__proto__","attributes":{}}']),
  ],
  [
    'an attribute that is nothing',
    'archiveDamaged',
    () => plus(['schemas/schemas_09999.jsonl', '{"uid":"a","attributes":{"b":null}}']),
  ],
  ['something after its end', 'archiveDamaged', () => Buffer.concat([ours, ours])],
  [
    'ours with a changed word',
    'archiveDamaged',
    () => swapped('api::article.article', 'api::brticle.article'),
  ],
  ['ours with a changed manifest', 'archiveDamaged', () => swapped('"sha256":"', '"sha255":"')],
  [
    'ours with an entry less',
    'archiveDamaged',
    async () => {
      const all = await entriesOf(ours);
      return tarOf(all.slice(1).map(({ name, content }) => [name, content]));
    },
  ],
  [
    'ours with an entry more at its end',
    'archiveDamaged',
    async () => {
      const all = await entriesOf(ours);
      return tarOf([...all.map(({ name, content }): Entries[0] => [name, content]), ['x', 'x']]);
    },
  ],
];

it.each(CASES)('%s is refused: %s', async (_what, code, make) => {
  const { status, body } = await upload(site, await make());
  expect({ status, code: body.error?.details.code }).toEqual({ status: 400, code });
});

/** In kB, since the process has started. */
async function peakMemory(): Promise<number | undefined> {
  const file = `/proc/${site.pid()}/status`;
  if (!existsSync(file)) return undefined;
  return Number(/VmHWM:\s*(\d+)/.exec(await readFile(file, 'utf8'))?.[1]);
}

const BOMBS: [what: string, problem: string, make: () => Promise<Buffer> | Buffer][] = [
  [
    'a line of 1 GB',
    'line',
    async () =>
      bomb(
        { bytes: await headerOf({ name: 'entities/entities_00001.jsonl', size: 1024 * MIB }) },
        { bytes: Buffer.alloc(16 * MIB, 'x'), times: 64 },
        { bytes: Buffer.alloc(1024) },
      ),
  ],
  [
    'a record of 20 million values',
    'values',
    async () =>
      bomb(
        { bytes: await headerOf({ name: 'entities/entities_00001.jsonl', size: 50 * MIB }) },
        { bytes: Buffer.alloc(MIB, '{},'), times: 50 },
        { bytes: Buffer.alloc(1024) },
      ),
  ],
  [
    'a file that unpacks to 10 GB',
    'unpacked',
    async () =>
      bomb(
        { bytes: await headerOf({ name: 'x', size: 10_240 * MIB }) },
        { bytes: Buffer.alloc(64 * MIB), times: 160 },
      ),
  ],
  [
    '10 million entries',
    'entries',
    async () => {
      const header = await headerOf({ name: 'folder/', type: 'directory' });
      return bomb({ bytes: Buffer.concat(Array<Buffer>(10_000).fill(header)), times: 1000 });
    },
  ],
];

describe('bombs', () => {
  it.each(BOMBS)('%s is refused', async (what, problem, make) => {
    const { status, body } = await upload(site, await make());
    const { code, problem: found } = body.error?.details ?? {};
    expect({ status, code, found }).toEqual({
      status: 413,
      code: 'archiveTooLarge',
      found: problem,
    });

    const memory = await peakMemory();
    if (memory === undefined) return;
    console.log(`Peak memory after ${what}: ${Math.round(memory / 1024)} MiB`);
    expect(memory / 1024).toBeLessThan(MAX_MEMORY_MIB);
  });
});

interface Entity {
  data: { sections?: Record<string, unknown>[] };
}
const hook = (id: unknown): string =>
  line({
    type: 'webhook',
    value: { id, name: 'x', url: 'http://x', events: [], headers: {}, enabled: false },
  });

/** What only the database, or the code of this site, can judge. */
const AT_RESTORE: [what: string, make: () => Promise<Buffer>][] = [
  ...[-1, 0.5, 1e300, 'x', null].map((id): [string, () => Promise<Buffer>] => [
    `a component with the id ${JSON.stringify(id)}`,
    () =>
      editArchive(ours, ({ editRecords }) =>
        editRecords<Entity>('entities', (entity) => {
          if (entity.data.sections?.[0]) entity.data.sections[0].id = id;
          return entity;
        }),
      ),
  ]),
];

describe('at the restore', () => {
  afterEach(async () => {
    const { body } = await site.api<unknown>('GET', '/lifeboat/jobs');
    expect(body.data).toMatchObject({ running: null });
  });

  it.each(AT_RESTORE)('%s fails, and all is as before', async (_what, make) => {
    const uploaded = await upload(site, await make());
    expect(uploaded.status).toBe(201);
    const { id } = uploaded.body.data;
    const { body } = await site.api<{ id: string; ticket: string }>('POST', '/lifeboat/restores', {
      upload: id,
    });
    const job = await jobEnd(site, body.data);
    expect(job).toMatchObject({ state: 'failed', error: { details: { code: 'restoreFailed' } } });
    // A failed restore can be tried again, so its upload stays until it is dropped.
    expect((await site.api('DELETE', `/lifeboat/uploads/${id}`)).status).toBe(204);
  });

  it('SQL in names and keys that objects have do nothing', async () => {
    const odd = `articles"; DROP TABLE articles; --`;
    const archive = await plus([
      'entities/entities_09999.jsonl',
      line({ type: odd, id: 1, data: { [odd]: odd } }) +
        '{"type":"constructor","id":1,"data":{"__proto__":{"polluted":true}}}\n',
    ]);
    const job = await restoreTo(site, archive);
    expect(job).toMatchObject({ state: 'done' });
    expect(job.warnings.map(({ message }) => message).join()).toContain('DROP TABLE');
  });
});
