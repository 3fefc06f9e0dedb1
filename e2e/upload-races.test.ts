import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { TUS_PATH } from '../shared/contract';
import { startSite } from './support/fixtures';
import { PART_TYPE, type RawTus, openedId, rawTus } from './support/raw-tus';
import { type Site, exportFrom } from './support/site';
import { stagedIn } from './support/staging';

let site: Site;
let plain: Buffer;
let client: RawTus;
let token: string;

beforeAll(async () => {
  site = await startSite('magazine');
  plain = await exportFrom(site, { encrypt: false, compress: false });
  token = await site.login();
  client = rawTus(site, token);
});

/** A part of which half has come when `meanwhile` is done, and then the rest. @returns how it was answered */
async function slowPart(id: string, meanwhile: () => Promise<void>): Promise<number> {
  const { hostname, port } = new URL(site.url);
  const sending = request({
    ...{ hostname, port, method: 'PATCH', path: `${TUS_PATH}/${id}`, agent: false },
    headers: {
      Authorization: `Bearer ${token}`,
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': '0',
      'Content-Type': PART_TYPE,
      'Content-Length': String(plain.length),
    },
  });
  const status = new Promise<number>((resolve) => {
    sending.on('response', (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    sending.on('error', () => resolve(0));
  });
  const half = Math.floor(plain.length / 2);
  sending.write(plain.subarray(0, half));
  await sleep(300);
  await meanwhile();
  sending.end(plain.subarray(half));
  return status;
}

it.each(['/lifeboat/uploads', TUS_PATH])(
  'DELETE below %s while a part arrives leaves nothing',
  async (below) => {
    for (let round = 0; round < 3; round += 1) {
      const id = openedId(await client.open(plain.length));
      const status = await slowPart(id, async () => {
        expect((await client.ask('DELETE', `${below}/${id}`)).status).toBe(204);
      });
      // tus's own server ends a part that stands in the way, and what came of it counts.
      if (below !== TUS_PATH) expect(status).not.toBe(204);
      await sleep(300);
      expect(await stagedIn(site)).toEqual([]);
      expect((await client.ask('HEAD', `${TUS_PATH}/${id}`)).status).toBe(404);
    }
    expect(site.log()).not.toMatch(/ENOENT|unexpected/i);
  },
);

it('many who ask and send while it is deleted leave nothing either', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = openedId(await client.open(plain.length));
    await client.part(id, 0, plain.subarray(0, 100_000));
    await Promise.all([
      client.part(id, 100_000, plain.subarray(100_000)),
      ...Array.from({ length: 5 }, () => client.ask('GET', `/lifeboat/uploads/${id}`)),
      client.ask('DELETE', `/lifeboat/uploads/${id}`),
      ...Array.from({ length: 5 }, () => client.ask('GET', `/lifeboat/uploads/${id}`)),
      client.ask('GET', '/lifeboat/uploads'),
    ]);
    await sleep(200);
    expect(await stagedIn(site)).toEqual([]);
  }
});
