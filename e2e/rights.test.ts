import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportCreated, JobCreated, JobList } from '../shared/contract';
import pluginRoutes from '../server/src/routes';
import { createAdmin } from './support/admins';
import { startSite } from './support/fixtures';
import { stagedIn } from './support/staging';
import { uploadInParts } from './support/tus';
import { type Site, exportFrom, getJob, jobEnd, upload } from './support/site';

const KEY = 'only-the-owner-knows-this';
/** A permission of ours; `either` is export or restore, `any` all three. */
type Needs = 'export' | 'restore' | 'either' | 'any';
const ROUTES: [method: string, path: string, needs: Needs][] = [
  ['GET', '/lifeboat/content-types', 'either'],
  ['GET', '/lifeboat/site-files', 'export'],
  ['POST', '/lifeboat/exports', 'export'],
  ['POST', '/lifeboat/uploads', 'restore'],
  ['GET', '/lifeboat/uploads', 'restore'],
  ['GET', '/lifeboat/uploads/x', 'restore'],
  ['PUT', '/lifeboat/uploads/x/key', 'restore'],
  ['POST', '/lifeboat/uploads/x/retry', 'restore'],
  ['GET', '/lifeboat/upload-space', 'restore'],
  ['POST', '/lifeboat/tus', 'restore'],
  ['HEAD', '/lifeboat/tus/x', 'restore'],
  ['PATCH', '/lifeboat/tus/x', 'restore'],
  ['POST', '/lifeboat/tus/x', 'restore'],
  ['DELETE', '/lifeboat/tus/x', 'restore'],
  ['GET', '/lifeboat/server-archives', 'restore'],
  ['POST', '/lifeboat/server-archives', 'restore'],
  ['GET', '/lifeboat/uploads/x/report', 'restore'],
  ['DELETE', '/lifeboat/uploads/x', 'restore'],
  ['POST', '/lifeboat/restores', 'restore'],
  ['POST', '/lifeboat/restores/x/undo', 'restore'],
  ['GET', '/lifeboat/jobs', 'any'],
];
const TICKET_ROUTES: [method: string, path: (id: string) => string][] = [
  ['GET', (id) => `/lifeboat/jobs/${id}`],
  ['DELETE', (id) => `/lifeboat/jobs/${id}`],
  ['GET', (id) => `/lifeboat/exports/${id}/download`],
];

it('the tables above name every route of the plugin', () => {
  const { routes } = pluginRoutes.admin;
  // The router answers HEAD by the route of GET.
  const tested = [...ROUTES, ...TICKET_ROUTES].map(([method, target]) => {
    const name = typeof target === 'string' ? target : target('x');
    return `${method === 'HEAD' ? 'GET' : method} ${name}`;
  });
  const registered = routes.map(
    ({ method, path }) => `${method} /lifeboat${path.replaceAll(':id', 'x')}`,
  );
  expect(registered.length).toBeGreaterThan(20);
  expect([...new Set(registered)].sort()).toEqual([...new Set(tested)].sort());
});

let site: Site;
const tokens: Record<string, string> = {};
const secrets = new Set<string>([KEY]);

beforeAll(async () => {
  site = await startSite('magazine', { env: { LOG_LEVEL: 'silly' } });
  tokens['super admin'] = await site.login();
  tokens.nothing = await sessionOf('nothing', []);
  tokens['export only'] = await sessionOf('export', ['plugin::lifeboat.export']);
  tokens['restore only'] = await sessionOf('restore', ['plugin::lifeboat.restore']);
  tokens['read only'] = await sessionOf('read', ['plugin::lifeboat.read']);
});

async function sessionOf(name: string, actions: string[]): Promise<string> {
  return site.login(await createAdmin(site, name, actions));
}

async function statusOf(method: string, target: string, token?: string): Promise<number> {
  const response = await fetch(site.url + target, {
    method,
    headers: token ? { Authorization: `Bearer ${token}` } : {},
  });
  await response.arrayBuffer();
  return response.status;
}

describe.each(ROUTES)('%s %s', (method, target, needs) => {
  it('answers nobody who is not logged in', async () => {
    expect(await statusOf(method, target)).toBe(401);
    expect(await statusOf(method, target, 'nonsense')).toBe(401);
  });

  it.each([
    ['nothing', []],
    ['export only', ['export', 'either', 'any']],
    ['restore only', ['restore', 'either', 'any']],
    ['read only', ['any']],
    ['super admin', ['export', 'restore', 'either', 'any']],
  ])('answers %s only if that suffices', async (who, has) => {
    const status = await statusOf(method, target, tokens[who]);
    if (has.includes(needs)) expect([200, 400, 404, 405, 412]).toContain(status);
    else expect(status).toBe(403);
  });
});

async function newExport(): Promise<ExportCreated> {
  const { body } = await site.api<ExportCreated>('POST', '/lifeboat/exports', { key: KEY });
  secrets.add(body.data.ticket);
  return body.data;
}

const withTicket = async (method: string, target: string, headers: Record<string, string>) => {
  const response = await fetch(site.url + target, { method, headers });
  const text = await response.text();
  return { status: response.status, text };
};

describe('tickets', () => {
  it.each(TICKET_ROUTES)(
    '%s: none, a wrong one and one of another job get 404',
    async (method, target) => {
      const other = await newExport();
      await withTicket('DELETE', `/lifeboat/jobs/${other.id}`, { 'Lifeboat-Ticket': other.ticket });
      const job = await newExport();
      for (const ticket of ['', 'wrong', other.ticket, `${job.ticket}x`]) {
        const header = await withTicket(method, target(job.id), { 'Lifeboat-Ticket': ticket });
        const scheme = await withTicket(method, target(job.id), {
          Authorization: `Lifeboat ${ticket}`,
        });
        const query = await withTicket(method, `${target(job.id)}?ticket=${ticket}`, {});
        expect([header.status, scheme.status, query.status], ticket).toEqual([404, 404, 404]);
      }
      const login = await withTicket(method, target(job.id), {
        Authorization: `Bearer ${tokens['super admin']}`,
      });
      expect(login.status).toBe(404);
      expect(
        (await withTicket(method, target('no-such-job'), { 'Lifeboat-Ticket': job.ticket })).status,
      ).toBe(404);

      expect(await getJob(site, job)).toMatchObject({ state: 'waiting' });
      await withTicket('DELETE', `/lifeboat/jobs/${job.id}`, { 'Lifeboat-Ticket': job.ticket });
    },
  );

  it('open the download once, and a look with HEAD does not count', async () => {
    const job = await newExport();
    const head = await fetch(site.url + job.downloadUrl, { method: 'HEAD' });
    expect(head.status).toBe(405);
    const first = await fetch(site.url + job.downloadUrl);
    expect(first.status).toBe(200);
    await first.arrayBuffer();
    expect((await withTicket('GET', job.downloadUrl, {})).status).toBe(404);
    expect(await jobEnd(site, job)).toMatchObject({ state: 'done' });
  });

  it('are hidden from the log however the address is written, since the router takes it', async () => {
    for (const address of [
      (url: string) => url.replace('/lifeboat/exports', '/Lifeboat/EXPORTS'),
      (url: string) => url.replace('/download?', '/Download/?'),
    ]) {
      const job = await newExport();
      const download = await fetch(site.url + address(job.downloadUrl));
      expect(download.status).toBe(200);
      await download.arrayBuffer();
      expect(await jobEnd(site, job)).toMatchObject({ state: 'done' });
      expect(site.log()).not.toContain(job.ticket);
    }
  });

  it('work in either header', async () => {
    const job = await newExport();
    const target = `/lifeboat/jobs/${job.id}`;
    expect((await withTicket('GET', target, { 'Lifeboat-Ticket': job.ticket })).status).toBe(200);
    const scheme = { Authorization: `Lifeboat ${job.ticket}` };
    expect((await withTicket('GET', target, scheme)).status).toBe(200);
    expect((await withTicket('DELETE', target, scheme)).status).toBe(200);
    expect(await getJob(site, job)).toMatchObject({ state: 'cancelled' });
    expect((await withTicket('GET', job.downloadUrl, {})).status).toBe(404);
  });

  it('are given again only to the one who started the job', async () => {
    const job = await newExport();
    const listAs = async (who: string): Promise<JobList> => {
      const response = await fetch(`${site.url}/lifeboat/jobs`, {
        headers: { Authorization: `Bearer ${tokens[who]}` },
      });
      return ((await response.json()) as { data: JobList }).data;
    };
    expect((await listAs('super admin')).running).toMatchObject({ id: job.id, ticket: job.ticket });
    const seen = (await listAs('read only')).running!;
    expect(seen).toMatchObject({ id: job.id, startedBy: 'Demo Admin' });
    expect(seen.ticket).toBeUndefined();
    await withTicket('DELETE', `/lifeboat/jobs/${job.id}`, { 'Lifeboat-Ticket': job.ticket });
  });

  it('die when the download is not started in time', async () => {
    const hasty = await startSite('empty', { env: { LIFEBOAT_DOWNLOAD_WITHIN: '1' } });
    const { body } = await hasty.api<ExportCreated>('POST', '/lifeboat/exports', { key: KEY });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await fetch(hasty.url + body.data.downloadUrl)).status).toBe(404);
    expect(await getJob(hasty, body.data)).toMatchObject({ state: 'cancelled' });
    await hasty.stop();
  });
});

describe('malformed multipart', () => {
  const TYPE = 'multipart/form-data; boundary=X';
  const post = async (type: string | undefined, body: string): Promise<Response> =>
    site.request('/lifeboat/uploads', {
      method: 'POST',
      headers: type ? { 'Content-Type': type } : {},
      body: new TextEncoder().encode(body),
    });

  it.each([
    ['no content type', undefined, ''],
    ['JSON', 'application/json', '{}'],
    ['no boundary', 'multipart/form-data', '--X--'],
    ['nothing in it', TYPE, '--X--\r\n'],
    ['no file', TYPE, '--X\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n--X--\r\n'],
    ['a broken part header', TYPE, '--X\r\nContent-Disposition\r\n\r\nk\r\n--X--\r\n'],
    ['no end', TYPE, '--X\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nabc'],
    [
      'a key that is too long',
      TYPE,
      `--X\r\nContent-Disposition: form-data; name="key"\r\n\r\n${'k'.repeat(70_000)}\r\n--X--\r\n`,
    ],
    // Ends the process under dicer 0.2.5 (CVE-2022-24434).
    [
      'what ended dicer',
      'multipart/form-data; boundary=----WebKitFormBoundaryoo6vortfDzBsDiro',
      '------WebKitFormBoundaryoo6vortfDzBsDiro\r\n Content-Disposition: form-data; name="bildbeschreibung"\r\n\r\n\r\n------WebKitFormBoundaryoo6vortfDzBsDiro--',
    ],
  ])('%s gets a 400', async (_what, type, body) => {
    const response = await post(type, body);
    const answer = (await response.json()) as { error: { details: { code: string } } };
    expect({ status: response.status, code: answer.error.details.code }).toEqual({
      status: 400,
      code: expect.stringMatching(/uploadMalformed|optionsInvalid|notAnArchive|archiveCutOff/),
    });
    expect((await fetch(`${site.url}/_health`)).status).toBe(204);
  });

  it('a client that goes away in the middle leaves nothing behind', async () => {
    const { port } = new URL(site.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      [
        'POST /lifeboat/uploads HTTP/1.1',
        'Host: x',
        `Authorization: Bearer ${tokens['super admin']}`,
        `Content-Type: ${TYPE}`,
        'Content-Length: 1000000',
        '',
        '--X',
        'Content-Disposition: form-data; name="file"; filename="f"',
        '',
        (await exportFrom(site, { encrypt: false })).subarray(0, 50_000).toString('latin1'),
      ].join('\r\n'),
      'latin1',
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await fetch(`${site.url}/_health`)).status).toBe(204);
    expect(await stagedIn(site)).toEqual([]);
  });
});

it('where restoring is turned off, nobody may, and everybody may export who could', async () => {
  const off = await startSite('magazine', { env: { LIFEBOAT_ALLOW_RESTORE: 'false' } });
  for (const [method, target, needs] of ROUTES) {
    if (needs !== 'restore') continue;
    expect((await off.request(target, { method })).status, `${method} ${target}`).toBe(403);
  }
  expect((await exportFrom(off, { encrypt: false })).length).toBeGreaterThan(1000);
  await off.stop();
});

it('nothing of the staging is served', async () => {
  const archive = await exportFrom(site, { encrypt: false });
  expect((await upload(site, archive)).status).toBe(201);
  const root = path.join(site.uploadsDir, '.lifeboat');
  const [owner] = await readdir(root);
  const [id] = (await readdir(path.join(root, owner!))).filter((name) => name !== 'owner.json');
  const [file] = await readdir(path.join(root, owner!, id!));
  for (const name of [`${owner}/owner.json`, `${owner}/${id}/${file}`]) {
    expect((await fetch(`${site.url}/uploads/.lifeboat/${name}`)).status).toBe(404);
    expect((await fetch(`${site.url}/uploads/%2Elifeboat/${name}`)).status).toBe(404);
  }
});

it('a second job has to wait', async () => {
  const first = await newExport();
  const refused = await site.api<JobCreated>('POST', '/lifeboat/exports', { key: KEY });
  expect(refused).toMatchObject({
    status: 409,
    body: { error: { details: { code: 'jobRunning', kind: 'export' } } },
  });
  await withTicket('DELETE', `/lifeboat/jobs/${first.id}`, { 'Lifeboat-Ticket': first.ticket });
  const next = await newExport();
  await withTicket('DELETE', `/lifeboat/jobs/${next.id}`, { 'Lifeboat-Ticket': next.ticket });
});

it('a whole export, restore and undo says nothing secret to the log, whatever its level', async () => {
  const tags = await site.api('GET', '/content-manager/collection-types/api::tag.tag?pageSize=3');
  const { results } = tags.body as unknown as { results: { name: string }[] };
  expect(results).toHaveLength(3);
  for (const { name } of results) secrets.add(name);

  const archive = await exportFrom(site, { key: KEY });
  const { body } = await upload(site, archive, { key: KEY });
  await uploadInParts(site, archive, { key: KEY });
  for (const path of ['/lifeboat/restores', undefined]) {
    const { id } = (await site.api<JobList>('GET', '/lifeboat/jobs')).body.data.recent[0]!;
    const target = path ?? `/lifeboat/restores/${id}/undo`;
    const started = await site.api<JobCreated>('POST', target, { upload: body.data.id });
    expect(started.status).toBe(202);
    secrets.add(started.body.data.ticket);
    expect(await jobEnd(site, started.body.data)).toMatchObject({ state: 'done' });
  }
});

afterAll(() => {
  expect(secrets.size).toBeGreaterThan(5);
  for (const secret of secrets) expect(site.log()).not.toContain(secret);
  expect(site.log()).toContain('/lifeboat/exports/');
});
