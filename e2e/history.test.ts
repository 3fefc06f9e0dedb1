import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ExportCreated, JobList } from '../shared/contract';
import { copySite } from './support/fixtures';
import { type Site, exportFrom, restoreTo } from './support/site';

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
        'lifeboat.restore.done',
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
  expect(await eventually(3)).toContainEqual(
    expect.objectContaining({ event: 'lifeboat.restore.done', sha256: sha256(archive) }),
  );
  await site.stop();
  await site.start();
  const { body } = await site.api<JobList>('GET', '/lifeboat/jobs');
  const [restore, exported] = body.data.recent;
  const both = { startedBy: 'Demo Admin', state: 'done', sha256: sha256(archive) };
  expect(restore).toMatchObject({
    kind: 'restore',
    filename: 'archive.tar',
    canUndo: true,
    ...both,
  });
  expect(exported).toMatchObject({ kind: 'export', bytesSent: archive.length, ...both });
  for (const { createdAt, endedAt } of body.data.recent) {
    expect(Date.parse(endedAt!)).toBeGreaterThanOrEqual(Date.parse(createdAt));
  }
  await site.stop();
});

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
