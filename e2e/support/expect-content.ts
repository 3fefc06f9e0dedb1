import { expect } from 'vitest';
import {
  type Entity,
  type Schema,
  type Stage,
  linesOf,
  officialExport,
  recordsOf,
} from './archive-records';
import { type Comparison, RESTLESS_ROW, differences, oneForm } from './compare-records';
import { type Site, exportFrom, restoreTo } from './site';

export const PLAIN = { encrypt: false, compress: false };
/** How much of a site's log stands beside a restore that failed. */
const LOG_LENGTH = 3000;

export async function restore(site: Site, archive: Buffer): Promise<void> {
  const job = await restoreTo(site, archive);
  expect(job, site.log().slice(-LOG_LENGTH)).toMatchObject({ state: 'done', warnings: [] });
}

/** Our export has the records of the official one. */
export async function expectOfficialRecords(site: Site): Promise<void> {
  const { ours, official } = await bothExports(site);
  expect(differences(await recordsOf(ours), await recordsOf(official), readBy(site))).toEqual([]);
}

/** Our export of a site with the magazine has the official one's lines, letter for letter where that is not chance. */
export async function expectOfficialLines(site: Site): Promise<void> {
  const { ours, official } = await bothExports(site);
  const { schemas } = await recordsOf(official);
  const found = await linesOf(ours);
  const wanted: Partial<typeof found> = await linesOf(official);
  if (site.database.client === 'sqlite') {
    found.entities = found.entities.map(asStrapiReadsIt(schemas));
  }
  // Elsewhere Strapi reads a row's components side by side: which stands first in the line is chance.
  else delete wanted.entities;
  for (const [stage, lines] of Object.entries(wanted)) {
    const settled = (line: string): boolean => !line.includes(RESTLESS_ROW);
    expect(found[stage as Stage].filter(settled).sort(), stage).toEqual(
      lines.filter(settled).sort(),
    );
  }
}

/** By our export, which is exact; and by the official one, which on SQLite is not quite. */
export async function expectContent(
  site: Site,
  archive: Buffer,
  comparison: Comparison = {},
): Promise<void> {
  const expected = await recordsOf(archive);
  const exports = await bothExports(site);
  const [ours, official] = [await recordsOf(exports.ours), await recordsOf(exports.official)];
  expect(differences(ours, expected, { restored: true, ...comparison })).toEqual([]);
  expect(
    differences(official, expected, { restored: true, ...comparison, ...readBy(site) }),
  ).toEqual([]);
  expect(differences(ours, official, readBy(site))).toEqual([]);
}

async function bothExports(site: Site): Promise<{ ours: Buffer; official: Buffer }> {
  const official = await officialExport(site);
  return { official, ours: await exportFrom(site, PLAIN) };
}

/** How to compare with what Strapi itself read from the site's database. */
const readBy = ({ database }: Site): { roundedBigIntegers: boolean } => ({
  roundedBigIntegers: database.client === 'sqlite',
});

/** An entity's line of ours with its big integers as Strapi itself reads them from SQLite. */
function asStrapiReadsIt(schemas: Schema[]): (line: string) => string {
  const byUid = new Map(schemas.map((schema) => [schema.uid, schema]));
  return (line) => {
    const entity = JSON.parse(line) as Entity;
    return JSON.stringify({
      ...entity,
      data: oneForm(entity, byUid, { roundedBigIntegers: true }),
    });
  };
}
