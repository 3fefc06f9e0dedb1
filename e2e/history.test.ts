import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ContentTypeInfo, ExportCreated, JobList, SiteFiles } from '../shared/contract';
import { hashFiles } from './support/content';
import { copySite } from './support/fixtures';
import { type Site, exportFrom, restoreTo } from './support/site';

const ARTICLE = 'api::article.article';

interface Heard {
  event: string;
  [fact: string]: unknown;
}

let site: Site;
let receiver: Server;
const heard: Heard[] = [];

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    heard.push(JSON.parse(Buffer.concat(chunks).toString()) as Heard);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  site = await copySite('magazine');
  // The admin's API refuses an address of this machine.
  await site.database.connected((connection) =>
    connection('strapi_webhooks').insert({
      name: 'jobs',
      url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`,
      headers: '{}',
      events: JSON.stringify([
        'lifeboat.export.started',
        'lifeboat.export.done',
        'lifeboat.export.cancelled',
        'lifeboat.restore.started',
        'lifeboat.restore.done',
        'lifeboat.restore.failed',
      ]),
      enabled: true,
    }),
  );
  await site.start();
});
afterAll(() => void receiver.close());

async function eventually(count: number): Promise<Heard[]> {
  for (let tries = 0; heard.length < count && tries < 200; tries += 1) await sleep(20);
  return heard.splice(0);
}

it('jobs are told as events, without ticket or content', async () => {
  const archive = await exportFrom(site, { key: 'a key that nobody hears' });
  const told = await eventually(2);
  expect(told).toMatchObject([
    { event: 'lifeboat.export.started', startedBy: 'Demo Admin' },
    { event: 'lifeboat.export.done', bytes: archive.length, sha256: sha256(archive) },
  ]);
  const { body } = await site.api<ExportCreated>('POST', '/lifeboat/exports', { encrypt: false });
  await site.request(`/lifeboat/jobs/${body.data.id}`, {
    method: 'DELETE',
    headers: { Authorization: `Lifeboat ${body.data.ticket}` },
  });
  const cancelled = await eventually(2);
  expect(cancelled.at(-1)).toMatchObject({ event: 'lifeboat.export.cancelled' });
  expect(JSON.stringify([told, cancelled])).not.toMatch(/ticket|nobody hears/);
});

it('who did what, when, how it ended and with what is remembered over restarts', async () => {
  const archive = await exportFrom(site, { encrypt: false });
  expect(await restoreTo(site, archive)).toMatchObject({ state: 'done' });
  const told = await eventually(4);
  expect(told.slice(2)).toMatchObject([
    { event: 'lifeboat.restore.started', startedBy: 'Demo Admin' },
    {
      event: 'lifeboat.restore.done',
      filename: 'archive.tar',
      bytes: archive.length,
      sha256: sha256(archive),
    },
  ]);
  await site.stop();
  await site.start();
  const { body } = await site.api<JobList>('GET', '/lifeboat/jobs');
  const [restore, exported] = body.data.recent;
  const both = { startedBy: 'Demo Admin', state: 'done', sha256: sha256(archive) };
  expect(restore).toMatchObject({
    kind: 'restore',
    filename: 'archive.tar',
    archiveBytes: archive.length,
    canUndo: true,
    ...both,
  });
  expect(exported).toMatchObject({ kind: 'export', bytesSent: archive.length, ...both });
  expect(exported!.partial).toBeUndefined();
  expect(body.data.lastExport).toMatchObject({ id: exported!.id, startedBy: 'Demo Admin' });
  for (const { createdAt, endedAt } of body.data.recent) {
    expect(Date.parse(endedAt!)).toBeGreaterThanOrEqual(Date.parse(createdAt));
  }
  await site.stop();
});

it('a restore that fails is told, too, with why', async () => {
  await site.start();
  const archive = await exportFrom(site, { encrypt: false });
  await eventually(2);
  // A file where the folder of the safety copies should be.
  const copies = path.join(site.dir, 'safety-copies');
  await rm(copies, { recursive: true });
  await writeFile(copies, '');
  expect(await restoreTo(site, archive)).toMatchObject({ state: 'failed' });
  expect(await eventually(2)).toMatchObject([
    { event: 'lifeboat.restore.started' },
    { event: 'lifeboat.restore.failed', bytes: archive.length, error: 'safetyCopyFailed' },
  ]);
  await rm(copies);
  await site.stop();
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

it('an export tells its rows of each content type, and whether it was to leave something out', async () => {
  await site.start();
  await exportFrom(site, { encrypt: false, exclude: ['files'], excludeContentTypes: [ARTICLE] });
  const { body } = await site.api<JobList>('GET', '/lifeboat/jobs');
  const { lastExport } = body.data;
  expect(lastExport).toMatchObject({ partial: true });
  const types = await site.api<ContentTypeInfo[]>('GET', '/lifeboat/content-types');
  const entries = types.body.data.filter(({ entries, uid }) => entries > 0 && uid !== ARTICLE);
  expect(lastExport!.rows).toEqual(
    Object.fromEntries(entries.map(({ uid, entries }) => [uid, entries])),
  );
});

it('the files of the media library are counted, smaller versions too', async () => {
  const { body } = await site.api<SiteFiles>('GET', '/lifeboat/site-files');
  const files = Object.keys(await hashFiles(site.uploadsDir));
  expect(body.data.count).toBe(files.length);
  expect(body.data.bytes).toBeGreaterThan(0);
  await site.stop();
});
