import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { APP, type Site, createSite, seed } from '../e2e/support/site';
import { atEnd } from './cleanup';
import { type DatabaseClient, SERVERS } from './databases';

/** Makes sites that have an admin and nothing else, all alike. */
export interface SiteMaker {
  database: DatabaseClient;
  make(): Promise<Site>;
  /** The folder of such a site that never runs (SQLite only). */
  templateDir: string;
  /** A plain official export of such a site: its schemas, its configuration, its own few rows. */
  model: Buffer;
  remove(): Promise<void>;
}

export async function createSiteMaker(database: DatabaseClient, app = APP): Promise<SiteMaker> {
  const template = await emptySite(database, app);
  const file = path.join(template.dir, 'model');
  await template.command('export', '--no-encrypt', '--no-compress', '-f', file);
  const model = await readFile(`${file}.tar`);
  await rm(`${file}.tar`);
  return {
    database,
    templateDir: template.dir,
    model,
    make: () => (database === 'sqlite' ? copyOf(template, app) : emptySite(database, app)),
    remove: () => template.remove(),
  };
}

async function emptySite(database: DatabaseClient, app: string): Promise<Site> {
  const site = removable(await createSite(undefined, { server: SERVERS[database], app }));
  await seed(site, '--admin-only');
  return site;
}

async function copyOf(template: Site, app: string): Promise<Site> {
  return removable(await createSite(template.dir, { app }));
}

/** A site that goes with its database, at the latest at the end of the run. */
function removable(site: Site): Site {
  return { ...site, remove: atEnd(() => site.remove()) };
}
