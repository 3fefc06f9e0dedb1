import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { editArchive } from './support/edit-archive';
import { registerUser, whoIs, loginUser } from './support/end-users';
import { copySite, startSite } from './support/fixtures';
import { HOST } from './support/host';
import { type HookTarget, startHookTarget } from './support/hook-target';
import { type Site, exportFrom, restoreTo } from './support/site';

const TAG = 'api::tag.tag';

interface Entity {
  type: string;
  id: number;
  data: Record<string, unknown>;
}
interface Configuration {
  type: 'core-store' | 'webhook';
  value: Record<string, unknown>;
}

let target: HookTarget;
let site: Site;
/** Of the site as it was seeded. */
let plain: Buffer;

beforeAll(async () => {
  target = await startHookTarget();
  site = await startSite('magazine');
  plain = await exportFrom(site, { encrypt: false, compress: false });
});

afterAll(() => target.close());

interface Webhook {
  id: number;
  path: string;
  enabled?: boolean;
}

/** The archive with these webhooks only. Strapi itself takes no local address in production. */
const withWebhooks = (...webhooks: Webhook[]): Promise<Buffer> => {
  const records = webhooks.map(({ id, path, enabled = true }) => ({
    type: 'webhook',
    value: {
      id,
      name: path,
      url: target.url(path),
      headers: {},
      events: ['entry.create'],
      enabled,
    },
  }));
  return editArchive(plain, ({ editRecords }) =>
    editRecords<Configuration>('configuration', (record) => [
      ...(record.type === 'webhook' ? [] : [record]),
      ...records.splice(0),
    ]),
  );
};

async function restore(archive: Buffer): Promise<void> {
  const { state, warnings } = await restoreTo(site, archive);
  expect(state, site.log()).toBe('done');
  // Of what the archive has no row for; but none of a step that failed.
  expect(warnings.filter(({ message }) => !message.includes('left out'))).toEqual([]);
}

/** The archive without some of its entities. */
const withoutTypes = (...types: string[]): Promise<Buffer> =>
  editArchive(plain, ({ editRecords }) =>
    editRecords<Entity>('entities', (record) => (types.includes(record.type) ? null : record)),
  );

/** The archive without some of its settings. */
const withoutSettings = (prefix: string): Promise<Buffer> =>
  editArchive(plain, ({ editRecords }) =>
    editRecords<Configuration>('configuration', (record) =>
      String(record.value.key).startsWith(prefix) ? null : record,
    ),
  );

const createTag = (name: string) =>
  site.api('POST', `/content-manager/collection-types/${TAG}`, { name });

async function get<T>(path: string): Promise<T> {
  const response = await site.request(path);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

describe('a running server after a restore', () => {
  it('calls the webhooks of the archive and no others', async () => {
    await restore(await withWebhooks({ id: 1, path: '/stays' }, { id: 2, path: '/goes' }));
    await createTag('First');
    expect([await target.next(), await target.next()].sort()).toEqual([
      '/goes entry.create',
      '/stays entry.create',
    ]);

    const disabled = { id: 3, path: '/disabled', enabled: false };
    await restore(await withWebhooks({ id: 1, path: '/moved' }, disabled));
    await createTag('Second');
    expect(await target.next()).toBe('/moved entry.create');
    await createTag('Third');
    expect(await target.next()).toBe('/moved entry.create');
    expect(target.received).toHaveLength(4);

    await restore(await withWebhooks());
    await createTag('Fourth');
    await restore(await withWebhooks({ id: 1, path: '/last' }));
    await createTag('Fifth');
    expect(await target.next()).toBe('/last entry.create');
  });

  it.each([
    ['content types', 'contentType', `/content-manager/content-types/${TAG}/configuration`],
    ['components', 'component', '/content-manager/components/shared.seo/configuration'],
  ])('has layouts of %s that the archive does not bring', async (_what, kind, path) => {
    const layouts = async () =>
      (await get<{ data: Record<string, { layouts: object }> }>(path)).data[kind]!.layouts;
    await restore(plain);
    const before = await layouts();
    await restore(await withoutSettings('plugin_content_manager_configuration'));
    expect(await layouts()).toEqual(before);
  });

  it("gives the super admin the archive's locales", async () => {
    const german = await editArchive(plain, ({ editRecords }) =>
      editRecords<Entity>('entities', (record) => {
        if (record.type !== 'plugin::i18n.locale' || record.data.code !== 'fr') return record;
        const identity = HOST.hasDocumentIds ? { documentId: 'german' } : {};
        const data = { ...record.data, code: 'de', name: 'German (de)', ...identity };
        return [record, { ...record, id: 77, data }];
      }),
    );
    await restore(german);
    const { data } = await get<{ data: { properties: { locales?: string[] } }[] }>(
      '/admin/users/me/permissions',
    );
    const locales = data.flatMap(({ properties }) => properties.locales ?? []);
    expect([...new Set(locales)].sort()).toEqual(['de', 'en', 'fr']);
    await restore(plain);
  });

  it('has a default locale when the archive brings none', async () => {
    await restore(await withoutTypes('plugin::i18n.locale'));
    expect(await get('/i18n/locales')).toMatchObject([{ code: 'en', isDefault: true }]);
  });

  it('has settings of the media library when the archive brings none', async () => {
    const settings = await get('/upload/settings');
    const view = await get('/upload/configuration');
    await restore(await withoutSettings('plugin_upload'));
    expect(await get('/upload/settings')).toEqual(settings);
    expect(await get('/upload/configuration')).toEqual(view);
  });

  it('lets end users in when the archive brings no settings of theirs', async () => {
    const providers = await get('/users-permissions/providers');
    const letters = await get('/users-permissions/email-templates');
    await restore(await withoutSettings('plugin_users-permissions'));
    expect(await whoIs(await loginUser(site, 'theo@tideline.test'), site)).toBe('théo');
    expect(await get('/users-permissions/providers')).toEqual(providers);
    expect(await get('/users-permissions/email-templates')).toEqual(letters);
  });

  it('has roles of end users when the archive brings none', async () => {
    await restore(
      await withoutTypes('plugin::users-permissions.role', 'plugin::users-permissions.permission'),
    );
    expect(await whoIs(await registerUser(site, 'newcomer'), site)).toBe('newcomer');
    await restore(plain);
  });

  it('has no permissions of administrators that mean nothing', async () => {
    const count = () =>
      site.database.connected(
        async (connection) =>
          (await connection('admin_permissions').where('action', 'gone')).length,
      );
    await site.database.connected(async (connection) => {
      await connection('admin_permissions').insert({ action: 'gone' });
    });
    expect(await count()).toBe(1);
    await restore(plain);
    expect(await count()).toBe(0);
  });

  it('has what a server has that starts on the same content', async () => {
    const bare = await editArchive(plain, async ({ editRecords }) => {
      await editRecords<Entity>('entities', (record) =>
        /^plugin::(users-permissions|i18n)/.test(record.type) ? null : record,
      );
      await editRecords('configuration', () => null);
    });
    await restore(bare);
    const refreshed = await writtenByStarts(site);
    expect(refreshed.settings.length).toBeGreaterThan(20);
    await restore(plain);

    const official = await copySite('magazine');
    const file = path.join(official.dir, 'bare.tar');
    await writeFile(file, bare);
    await official.command('import', '--force', '-f', file);
    await official.start();
    expect(refreshed).toEqual(await writtenByStarts(official));
    await official.stop();
  });

  it('still knows who is logged in to its admin', async () => {
    const token = await site.login();
    await restore(plain);
    const answer = await site.request('/admin/users/me', {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });
});

/** What Strapi writes when it starts, told without the ids and times of rows. */
function writtenByStarts({ database }: Site) {
  return database.connected(async (connection) => {
    const settings = (await connection('strapi_core_store_settings').orderBy('key')) as {
      key: string;
      value: string;
    }[];
    const read = async (table: string, ...columns: string[]) =>
      (await connection(table)
        .select(...columns)
        .orderBy(columns)) as unknown[];
    return {
      settings: settings
        // When the media library last counted, and for when it was told to.
        .filter(({ key }) => key !== 'plugin_upload_metrics')
        .map(({ key, value }) => [key, JSON.parse(value) as unknown]),
      locales: await read('i18n_locale', 'code', 'name'),
      roles: await read('up_roles', 'type', 'name', 'description'),
      permissions: await read('up_permissions', 'action'),
      adminPermissions: await read('admin_permissions', 'action', 'subject', 'properties'),
    };
  });
}
