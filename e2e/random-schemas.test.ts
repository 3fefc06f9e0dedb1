import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { createAppVariant } from './support/app-variant';
import { type DatabaseServer, MARIADB, POSTGRES, SQLITE, isSkipped } from './support/databases';
import { PLAIN, expectContent, expectOfficialRecords, restore } from './support/expect-content';
import { removedAfterwards } from './support/fixtures';
import { FILES, type RandomApp, randomApp } from './support/random-app';
import { type Site, createSite, exportFrom, seed } from './support/site';

const FILL = path.join(__dirname, 'support/fill-random.cjs');
/** A site of its own on each; LIFEBOAT_SEEDS=1,2,3 has others tried on each. */
const SEEDS: [DatabaseServer, number][] = [
  [SQLITE, 1884],
  [POSTGRES, 42],
  [MARIADB, 7],
];
const asked = process.env.LIFEBOAT_SEEDS?.split(',').map(Number);
const TIMEOUT_MS = 300_000;
/** Strapi keeps a datetime in the server's time zone. */
const env = { TZ: 'UTC' };

const apps: { remove(): Promise<void> }[] = [];
afterAll(async () => {
  for (const { remove } of apps) await remove();
});

for (const [server, usual] of SEEDS) {
  describe.skipIf(await isSkipped(server))(
    `content types nobody has written, ${server.name}`,
    () => {
      it.each(asked ?? [usual])(
        'are exported as strapi export does, and restored as they were: seed %i',
        async (seed) => {
          const random = randomApp(seed);
          const variant = await createAppVariant(`random-${seed}`, random.files);
          apps.push(variant);
          const site = await siteOf(variant.app, server);
          await fill(site, random);
          await site.start();
          await expectOfficialRecords(site);
          const archive = await exportFrom(site, PLAIN);
          await site.stop();
          expect(archive.toString().match(/"type":"api::odd-/g)!.length).toBeGreaterThan(20);

          const other = await siteOf(variant.app, server);
          await other.start();
          await restore(other, archive);
          await expectContent(other, archive);
        },
        TIMEOUT_MS,
      );
    },
  );
}

async function siteOf(app: string, server: DatabaseServer): Promise<Site> {
  const template = server === SQLITE ? inject('empty') : undefined;
  const site = await createSite(template, { app, env, server });
  removedAfterwards(site);
  if (!template) await seed(site, '--admin-only');
  return site;
}

/** As an app does that writes its own content. */
async function fill(site: Site, { documents }: RandomApp): Promise<void> {
  const file = path.join(site.dir, 'documents.json');
  await writeFile(file, JSON.stringify({ files: FILES, documents }));
  await promisify(execFile)(process.execPath, [FILL, site.app, file], { env: site.env });
}
