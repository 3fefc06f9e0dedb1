import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TUS_PATH, type UploadStatus } from '../shared/contract';
import { type FaultySite, faultySite } from './support/faults';
import { startSite } from './support/fixtures';
import { type RawAnswer, type RawTus, openedId, rawTus } from './support/raw-tus';
import { exportFrom } from './support/site';
import { type SmallDisk, smallDisk } from './support/small-disk';
import { stagedIn } from './support/staging';
import { type TusUpload, openTus } from './support/tus';

const KB = 1024;
const KEY = 'the right key';
/** More than the server waits before it reads anew with a later part. */
const LATER_MS = 1500;

let plain: Buffer;
let enciphered: Buffer;
let faulty: FaultySite;
let disk: SmallDisk;
let asked: RawTus;

beforeAll(async () => {
  const magazine = await startSite('magazine');
  plain = await exportFrom(magazine, { encrypt: false, compress: false });
  enciphered = await exportFrom(magazine, { key: KEY });
  await magazine.stop();
  // As if the disk looked large enough when the upload began.
  faulty = await faultySite('empty', { env: { LIFEBOAT_MAX_UNPACKED_BYTES: '1000000000' } });
  disk = await smallDisk(faulty, path.join(faulty.site.dir, 'staging'), 32);
  await faulty.site.start();
  asked = rawTus(faulty.site, await faulty.site.login());
});

const partsIn = async (): Promise<string[]> =>
  readdir(path.join(faulty.site.dir, 'staging/parts')).catch(() => []);

async function makeRoom(): Promise<void> {
  await disk.free();
  faulty.never();
}

afterEach(async () => {
  await makeRoom();
  const { body } = await faulty.site.api<UploadStatus[]>('GET', '/lifeboat/uploads');
  for (const { id } of body.data) await faulty.site.api('DELETE', `/lifeboat/uploads/${id}`);
  expect(await partsIn()).toEqual([]);
  expect((await stagedIn(faulty.site)).filter((name) => name !== '.filler')).toEqual([]);
});

afterAll(async () => {
  await faulty.site.stop();
  await disk.remove();
});

it('is told before any part', async () => {
  expect(await asked.open(100 * 1024 ** 4)).toMatchObject({ status: 507, code: 'diskFull' });
  expect(await partsIn()).toEqual([]);
});

describe('a disk without room for a part', () => {
  async function breakOff(): Promise<{ id: string; refused: RawAnswer }> {
    const id = openedId(await asked.open(plain.length));
    expect((await asked.part(id, 0, plain.subarray(0, 64 * KB))).status).toBe(204);
    await disk.fill();
    const refused = await asked.part(id, 64 * KB, plain.subarray(64 * KB));
    return { id, refused };
  }

  it('is told with the part', async () => {
    const { refused } = await breakOff();
    expect(refused).toMatchObject({ status: 507, code: 'diskFull' });
    expect(refused.headers['content-type']).toContain('application/json');
  });

  it('lets the upload go on when there is room', async () => {
    const { id } = await breakOff();
    await makeRoom();
    const head = await asked.ask('HEAD', `${TUS_PATH}/${id}`);
    const at = Number(head.headers['upload-offset']);
    expect(at).toBeGreaterThanOrEqual(64 * KB);
    await sleep(LATER_MS);
    expect((await asked.part(id, at, plain.subarray(at))).status).toBe(204);
    expect(await endOf(id)).toMatchObject({ state: 'ready' });
  });
});

async function endOf(id: string): Promise<UploadStatus> {
  for (;;) {
    const { body } = await faulty.site.api<UploadStatus>('GET', `/lifeboat/uploads/${id}`);
    if (['ready', 'failed'].includes(body.data.state)) return body.data;
    await sleep(20);
  }
}

describe('a disk without room for what is unpacked', () => {
  /** Enciphered, so that nothing is unpacked before the disk is full. */
  async function fail(bytes: number): Promise<TusUpload> {
    const tus = await openTus(faulty.site, enciphered.length);
    expect((await tus.send(0, enciphered.subarray(0, bytes))).status).toBe(204);
    await disk.fill();
    expect(await tus.useKey(KEY)).toBe(200);
    expect(await tus.end()).toMatchObject({
      state: 'failed',
      received: bytes,
      canRetry: true,
      error: { status: 507, details: { code: 'diskFull' } },
    });
    expect(await partsIn()).toHaveLength(2);
    return tus;
  }

  it('keeps what was sent, and reads it when asked again after space was freed', async () => {
    const tus = await fail(enciphered.length);
    const { body } = await faulty.site.api<UploadStatus[]>('GET', '/lifeboat/uploads');
    expect(body.data).toMatchObject([{ id: tus.id, canRetry: true }]);
    expect(faulty.site.log()).toContain('The disk of the server is full');

    await makeRoom();
    const again = await faulty.site.api('POST', `/lifeboat/uploads/${tus.id}/retry`);
    expect(again).toMatchObject({ status: 200, body: { data: { state: 'checking' } } });
    expect(await tus.end()).toMatchObject({ state: 'ready', archive: { encrypted: true } });
  });

  it('is told again when it still has none', async () => {
    const tus = await fail(enciphered.length);
    await faulty.site.api('POST', `/lifeboat/uploads/${tus.id}/retry`);
    expect(await tus.end()).toMatchObject({ state: 'failed', canRetry: true });
    expect(await partsIn()).toHaveLength(2);
  });

  it('keeps what was sent, and goes on with the next part', async () => {
    const most = enciphered.length - KB;
    const tus = await fail(most);
    await makeRoom();
    await sleep(LATER_MS);
    expect((await tus.send(most, enciphered.subarray(most))).status).toBe(204);
    expect(await tus.end()).toMatchObject({ state: 'ready', received: enciphered.length });
  });
});
