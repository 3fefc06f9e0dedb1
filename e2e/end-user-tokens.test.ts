import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JobCreated } from '../shared/contract';
import { MARIADB, POSTGRES, SQLITE, isSkipped } from './support/databases';
import { editArchive } from './support/edit-archive';
import { type Session, loginUser, refreshUser, registerUser, whoIs } from './support/end-users';
import { faultySite } from './support/faults';
import { startSite } from './support/fixtures';
import { HOST } from './support/host';
import { type Site, exportFrom, jobEnd, restoreTo, upload } from './support/site';

const USER = 'plugin::users-permissions.user';
const TAG = 'api::tag.tag';
/** A login that was under way when the restore committed is refused too. */
const LOGINS_UNDER_WAY_MS = 3000;

interface Entity {
  type: string;
  id: number;
  data: Record<string, unknown>;
}

/** Another site's archive: théo has the same id on both, and where anna stands on the one, bert does on the other. */
async function archiveOfBert(site: Site): Promise<Buffer> {
  const bert = {
    email: 'bert@lifeboat.test',
    username: 'bert',
    ...(HOST.hasDocumentIds && { documentId: 'documentofbert' }),
  };
  return editArchive(
    await exportFrom(site, { encrypt: false, compress: false }),
    ({ editRecords }) =>
      editRecords<Entity>('entities', (record) =>
        record.type === USER && record.data.username === 'anna'
          ? { ...record, data: { ...record.data, ...bert } }
          : record,
      ),
  );
}

async function restore(site: Site, archive: Buffer): Promise<void> {
  expect(await restoreTo(site, archive)).toMatchObject({ state: 'done', warnings: [] });
}

const SITES = HOST.hasSessions
  ? [
      { server: SQLITE, jwtManagement: 'legacy-support' },
      { server: SQLITE, jwtManagement: 'refresh' },
      { server: POSTGRES, jwtManagement: 'refresh' },
      { server: MARIADB, jwtManagement: 'refresh' },
    ]
  : [SQLITE, POSTGRES, MARIADB].map((server) => ({ server, jwtManagement: 'legacy-support' }));
const skipped = new Map(
  await Promise.all(SITES.map(async ({ server }) => [server, await isSkipped(server)] as const)),
);

describe.each(SITES)('on $server.name, jwtManagement $jwtManagement', (on) => {
  const { server, jwtManagement } = on;
  if (skipped.get(server)) return it.skip('this server is not there');
  const refreshes = jwtManagement === 'refresh';
  let site: Site;
  let archive: Buffer;
  let theo: Session;
  let anna: Session;
  let admin: string;

  beforeAll(async () => {
    site = await startSite('magazine', { env: { JWT_MANAGEMENT: jwtManagement }, server });
    anna = await registerUser(site, 'anna');
    theo = await loginUser(site, 'theo@tideline.test');
    admin = await site.login();
    archive = await archiveOfBert(site);
    expect(await whoIs(anna, site)).toBe('anna');
    await restore(site, archive);
  });

  const adminStatus = async (): Promise<number> => {
    const headers = { Authorization: `Bearer ${admin}` };
    return (await site.request('/admin/users/me', { headers })).status;
  };

  it("a restore leaves the tokens of those who stay, and the admin's", async () => {
    expect(await whoIs(theo, site)).toBe('théo');
    expect(await adminStatus()).toBe(200);
    if (refreshes) expect(await refreshUser(theo, site)).toMatchObject({ status: 200 });
  });

  it('a token lets nobody into the account that has its id now', async () => {
    expect(await whoIs(anna, site)).toBe(401);
    if (refreshes) expect(await refreshUser(anna, site)).toMatchObject({ status: 401 });
  });

  it('who has the id now can log in', async () => {
    await sleep(LOGINS_UNDER_WAY_MS);
    const bert = await loginUser(site, 'bert@lifeboat.test');
    expect(await whoIs(bert, site)).toBe('bert');
    if (refreshes) expect(await refreshUser(bert, site)).toMatchObject({ status: 200 });
  });

  it('a restart and a restore that changes nobody change none of this', async () => {
    const bert = await loginUser(site, 'bert@lifeboat.test');
    await site.stop();
    await site.start();
    await restore(site, archive);
    expect(await whoIs(anna, site)).toBe(401);
    expect(await whoIs(bert, site)).toBe('bert');
    expect(await whoIs(theo, site)).toBe('théo');
    expect(await adminStatus()).toBe(200);
  });

  it('an id that nobody had when the restore began may have been taken before', async () => {
    const gone = await registerUser(site, 'gone');
    const withGone = await exportFrom(site, { encrypt: false, compress: false });
    await site.database.connected((connection) =>
      connection('up_users').where('username', 'gone').delete(),
    );
    expect(await whoIs(gone, site)).toBe(401);
    await restore(site, withGone);
    expect(await whoIs(gone, site)).toBe(401);
  });

  it('a restore without end users changes none of their tokens', async () => {
    const bert = await loginUser(site, 'bert@lifeboat.test');
    const job = await restoreTo(site, archive, { onlyContentTypes: [TAG] });
    expect(job).toMatchObject({ state: 'done' });
    expect(await whoIs(bert, site)).toBe('bert');
    expect(await whoIs(anna, site)).toBe(401);
  });
});

const withSessions = it.runIf(HOST.hasSessions);

withSessions('a session that was begun while the restore committed ends with it', async () => {
  const faulty = await faultySite('magazine', { env: { JWT_MANAGEMENT: 'refresh' } });
  const { site } = faulty;
  await site.start();
  await registerUser(site, 'anna');
  const archive = await archiveOfBert(site);
  interface StoredSession {
    id: number;
    session_id: string;
  }
  const sessions = <T>(work: (table: Knex.QueryBuilder) => PromiseLike<T>): Promise<T> =>
    site.database.connected(async (connection) => work(connection('strapi_sessions')));
  const [begun] = await sessions<StoredSession[]>((table) =>
    table.where({ origin: 'users-permissions' }).orderBy('id', 'desc').limit(1).select('*'),
  );

  faulty.at('pause', 'refreshServer');
  const { body } = await upload(site, archive);
  const { id } = body.data;
  const started = await site.api<JobCreated>('POST', '/lifeboat/restores', { upload: id });
  await faulty.waiting();
  const late = { ...begun!, id: begun!.id + 1000, session_id: 'late' };
  await sessions((table) => table.insert(late));
  faulty.never();
  expect(await jobEnd(site, started.body.data)).toMatchObject({ state: 'done' });
  expect(await sessions((table) => table.where({ session_id: 'late' }).select('*'))).toEqual([]);
  await site.stop();
});
