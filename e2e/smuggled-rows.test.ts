import path from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import { editArchive } from './support/edit-archive';
import { startSite } from './support/fixtures';
import { HOST } from './support/host';
import { type Site, exportFrom, restoreTo } from './support/site';

/** Rows of tables that no archive may fill: who restores one must not get another's admin with it. */
const OUT_OF_BOUNDS = {
  admin_users: 'email',
  [HOST.adminRolesTable]: 'user_id || role_id',
  strapi_core_store_settings: 'key',
  ...(HOST.hasSessions && { strapi_sessions: 'id' }),
};
const TYPES = ['admin::user', HOST.adminRolesTable, 'strapi::core-store', 'admin::session'];

interface Entity {
  type: string;
  id: number;
  data: Record<string, unknown>;
}

let site: Site;
let plain: Buffer;

beforeAll(async () => {
  site = await startSite('magazine');
  plain = await exportFrom(site, { encrypt: false, compress: false });
});

function rows(): Record<string, unknown> {
  const database = new Database(path.join(site.dir, 'data.db'), { readonly: true });
  try {
    const valuesOf = ([table, value]: [string, string]): [string, unknown] => [
      table,
      database.prepare(`SELECT ${value} AS v FROM ${table} ORDER BY v`).pluck().all(),
    ];
    return Object.fromEntries(Object.entries(OUT_OF_BOUNDS).map(valuesOf));
  } finally {
    database.close();
  }
}

const intruder = { email: 'intruder@lifeboat.test', user_id: 1, role_id: 1, key: 'intruder' };

it.each(TYPES)('a row of %s does not come in as an entity', async (type) => {
  const before = rows();
  let first = true;
  const archive = await editArchive(plain, ({ editRecords }) =>
    editRecords<Entity>('entities', (entity) => {
      if (!first) return entity;
      first = false;
      return [entity, { type, id: 900_000, data: intruder }];
    }),
  );
  expect(await restoreTo(site, archive)).toMatchObject({ state: 'done' });
  expect(rows()).toEqual(before);
});

it.each(TYPES)('a row of %s does not come in as a component', async (type) => {
  const before = rows();
  const archive = await editArchive(plain, ({ editRecords }) =>
    editRecords<Entity>('entities', (entity) => {
      const { sections } = entity.data as { sections?: object[] };
      sections?.push({ __component: type, id: 900_000, ...intruder });
      return entity;
    }),
  );
  const job = await restoreTo(site, archive);
  expect(job).toMatchObject({ state: 'done' });
  expect(job.warnings.map(({ message }) => message)).toContainEqual(expect.stringContaining(type));
  expect(rows()).toEqual(before);
});

it('a link does not reach a table that no archive holds', async () => {
  const before = rows();
  const archive = await editArchive(plain, ({ editRecords }) => {
    let first = true;
    return editRecords('links', (link) => {
      if (!first) return link;
      first = false;
      const left = { type: 'admin::user', ref: 1, field: 'roles', pos: 1 };
      const right = { type: 'admin::role', ref: 2, field: 'users', pos: 1 };
      return [link, { kind: 'relation.basic', relation: 'manyToMany', left, right }];
    });
  });
  expect(await restoreTo(site, archive)).toMatchObject({ state: 'done' });
  expect(rows()).toEqual(before);
});
