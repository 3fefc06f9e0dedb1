import { beforeAll, describe, expect, it } from 'vitest';
import {
  type ArchiveRecords,
  type Data,
  type Entity,
  recordsOf,
  withContent,
} from './support/archive-records';
import { differences } from './support/compare-records';
import { rowCounts } from './support/content';
import { DATABASE_SERVERS, POSTGRES, SQLITE, isSkipped } from './support/databases';
import { createEntry, publishEntry, readEntry, referenceTo } from './support/editor';
import {
  PLAIN,
  expectContent,
  expectOfficialLines,
  expectOfficialRecords,
  restore,
} from './support/expect-content';
import { startSite } from './support/fixtures';
import { HOST } from './support/host';
import { randomContent } from './support/random-content';
import { type Site, exportFrom } from './support/site';

const ARTICLE = 'api::article.article';
const SEEDS = [1884, 20261019, -7];
/** MariaDB takes its time to make a hundred tables. */
const SEED_TIMEOUT_MS = 240_000;
/** Strapi keeps a datetime in the server's time zone; where that has summer time, one hour a year is told twice. */
const env = { TZ: 'UTC' };

/** The magazine as it was made on SQLite. */
let magazine: Buffer;
/** A site on SQLite that begins without any of it. */
let sqliteSite: Site;

beforeAll(async () => {
  const site = await startSite('magazine', { env });
  magazine = await exportFrom(site, PLAIN);
  await site.stop();
  sqliteSite = await startSite('empty', { env });
});

describe('the comparison', () => {
  it.each<[what: string, change: (records: ArchiveRecords) => void]>([
    ['a value', ({ entities }) => (entities[0]!.data.name = 'another')],
    ['an id', ({ entities }) => (entities[0]!.id += 1000)],
    ['a row that is missing', ({ entities }) => entities.pop()],
    ['a place in a list', ({ links }) => (links[0]!.right.pos = 99)],
    ['a link that is missing', ({ links }) => links.pop()],
    ['a setting', ({ configuration }) => (configuration.at(-1)!.value.name = 'another')],
    ['a file', ({ assets }) => (assets[Object.keys(assets)[0]!] = '')],
    ['what is told of a file', ({ assetMetadata }) => (assetMetadata.another = {})],
  ])('finds %s', async (_what, change) => {
    const records = await recordsOf(magazine);
    expect(differences(records, await recordsOf(magazine), { restored: true })).toEqual([]);
    change(records);
    expect(differences(records, await recordsOf(magazine), { restored: true })).not.toEqual([]);
  });
});

for (const server of DATABASE_SERVERS) {
  describe.skipIf(await isSkipped(server))(`on ${server.name}`, () => {
    let site: Site;

    beforeAll(async () => {
      site = await startSite('magazine', { env, server });
    }, SEED_TIMEOUT_MS);

    it('an export of what Strapi itself wrote has the lines of strapi export', async () => {
      await expectOfficialRecords(site);
      await expectOfficialLines(site);
      expect(site.log()).not.toContain('reads the live database');
    });

    it('an archive that was made on SQLite is restored, ids included', async () => {
      await restore(site, magazine);
      await expectContent(site, magazine, { roundedDecimals: server !== SQLITE });
    });

    it('a second restore leaves nothing of the first', async () => {
      const once = await rowCounts(site);
      await restore(site, magazine);
      expect(await rowCounts(site)).toEqual(once);
    });

    if (server !== SQLITE) {
      it('its export is restored on SQLite as it was there', async () => {
        await restore(sqliteSite, await exportFrom(site, PLAIN));
        await expectContent(sqliteSite, magazine, { roundedDecimals: true });
      });

      it('datetimes of a server that is not on UTC are those of strapi export', async () => {
        await site.stop();
        // West of it, whoever is logged in still is.
        site.env.TZ = 'America/Phoenix';
        await site.start();
        await restore(site, magazine);
        await expectOfficialRecords(site);
        await site.stop();
        site.env.TZ = env.TZ;
        await site.start();
      });
    }

    it.each(SEEDS)('random content is restored as it is: seed %i', async (seed) => {
      const model = await recordsOf(magazine);
      const content = randomContent(model, { seed, documents: 40 });
      const archive = await withContent(magazine, content);
      await restore(site, archive);
      await expectContent(site, archive);
    });

    it('values that the official commands bend are kept', async () => {
      const { archive, bent } = await withBentValues();
      await restore(site, archive);
      const { entities } = await recordsOf(await exportFrom(site, PLAIN));
      for (const { row, extra, views } of bent) {
        const what = `${row.type}:${row.id} ${JSON.stringify({ extra, views })}`;
        expect(await readExtra(site, row), what).toEqual(extra);
        const exported = entities.find(({ type, id }) => type === row.type && id === row.id);
        expect(exported?.data, what).toMatchObject({ extra, views });
      }
    });

    it('new entries take ids of their own after a restore', async () => {
      await restore(site, magazine);
      await expectNewEntries(site);
      if (server === POSTGRES) await expectSequencesMovedOn(site);
    });

    const { postgresSchema: schema } = HOST;
    if (server === POSTGRES && schema) {
      it(
        'all that works in a schema whose name needs quotes',
        async () => {
          const other = await startSite('empty', { env, server, schema });
          await restore(other, magazine);
          await expectContent(other, magazine, { roundedDecimals: true });
          await expectNewEntries(other);
          await expectSequencesMovedOn(other);
        },
        SEED_TIMEOUT_MS,
      );
    }
  });
}

/**
 * What Strapi's own writing and reading changes, on one database or another:
 * - a JSON value that is a text goes to the database as it is. SQLite takes it, and what spells another JSON value comes
 *   back as that; PostgreSQL and MariaDB refuse it, or take it for what it spells;
 * - SQLite and MariaDB keep `true` as a JSON value as the number 1;
 * - big integers beyond 2^53 are read from SQLite as JavaScript's numbers.
 */
const BENT_VALUES: { extra: unknown; views: string }[] = [
  ...['just a text', '123', '1.50', 'true', 'null', '{"a":1}', '"quoted"', '', '\\"'],
  ...[true, false, 0, -1.5, 1e300, [], {}],
].map((extra, index) => ({ extra, views: String(2n ** 63n - 1n - BigInt(index)) }));

/** The magazine with these values in the drafts of its articles. */
async function withBentValues(): Promise<{
  archive: Buffer;
  bent: { row: Entity; extra: unknown; views: string }[];
}> {
  const { entities, links } = await recordsOf(magazine);
  const articles = entities.filter(({ type }) => type === ARTICLE);
  // Of the rows of a document an editor sees the draft.
  const drafts = HOST.hasDocumentIds
    ? articles.filter(({ data }) => data.publishedAt === null)
    : articles;
  const bent = BENT_VALUES.map((values, index) => ({ row: drafts[index]!, ...values }));
  for (const { row, extra, views } of bent) Object.assign(row.data, { extra, views });
  return { archive: await withContent(magazine, { entities, links }), bent };
}

/** As an editor sees it. */
async function readExtra(site: Site, row: Entity): Promise<unknown> {
  return (await readEntry(site, row)).extra;
}

/** Creates a row in as many tables as one can: a database that gives an id twice refuses. */
async function expectNewEntries(site: Site): Promise<void> {
  const token = await site.api<{ accessKey: string }>('POST', '/admin/api-tokens', {
    name: 'After a restore',
    description: '',
    type: 'full-access',
    lifespan: null,
  });
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${token.body.data.accessKey}`,
  };
  const tag = await site.request('/api/tags', {
    method: 'POST',
    headers,
    body: JSON.stringify({ data: { name: 'New after a restore' } }),
  });
  expect(tag.ok).toBe(true);
  const { data: newTag } = (await tag.json()) as { data: Data };

  const factBox = { heading: 'New', figure: 1, links: [{ label: 'New' }] };
  const article = {
    title: 'New after a restore',
    slug: 'new-after-a-restore',
    seo: { metaTitle: 'New' },
    factBoxes: [factBox, factBox],
    sections: [
      { __component: 'sections.related', heading: 'New', box: factBox },
      { __component: 'sections.quote', text: 'New' },
      { __component: 'sections.image-block', caption: 'New' },
    ],
    tags: { connect: [referenceTo(newTag)] },
  };
  const created = await createEntry(site, ARTICLE, article);
  expect(created).toMatchObject({ tags: { count: 1 } });
  await publishEntry(site, ARTICLE, created);

  const folder = { name: 'New after a restore', parent: null };
  expect((await site.api('POST', '/upload/folders', folder)).status).toBeOneOf([200, 201]);
  const webhook = { name: 'New', url: 'http://203.0.113.1/', headers: {}, events: [] };
  expect((await site.api('POST', '/admin/webhooks', webhook)).status).toBeOneOf([200, 201]);
}

/** Of every table, those included that no request above writes to. */
async function expectSequencesMovedOn({ database }: Site): Promise<void> {
  await database.connected(async (connection) => {
    const found = await connection.raw<{ rows: { table: string; sequence: string | null }[] }>(
      `SELECT table_name AS "table",
        pg_get_serial_sequence(format('%I.%I', table_schema, table_name), 'id') AS sequence
       FROM information_schema.columns
       WHERE table_schema = current_schema() AND column_name = 'id'`,
    );
    const sequences = found.rows.filter(({ sequence }) => sequence !== null);
    expect(sequences.length).toBeGreaterThan(30);
    for (const { table, sequence } of sequences) {
      const next = await connection.raw<{ rows: { isFree: boolean }[] }>(
        'SELECT nextval(?) > coalesce((SELECT max(id) FROM ??), 0) AS "isFree"',
        [sequence!, table],
      );
      expect(next.rows[0]!.isFree, table).toBe(true);
    }
  });
}
