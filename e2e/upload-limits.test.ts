import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS, type UploadStatus } from '../shared/contract';
import { createAdmin } from './support/admins';
import { copySite, startSite } from './support/fixtures';
import { type RawTus, openedId, rawTus } from './support/raw-tus';
import { type Site, exportFrom, upload } from './support/site';
import { stagedIn } from './support/staging';
import { uploadInParts } from './support/tus';

/** What one person may have, and all together five times as many. */
const MAX_OPEN = 2;

let plain: Buffer;
let site: Site;
let own: RawTus;

beforeAll(async () => {
  const magazine = await startSite('magazine');
  plain = await exportFrom(magazine, { encrypt: false, compress: false });
  await magazine.stop();
  site = await copySite('empty', {
    env: {
      LIFEBOAT_MAX_OPEN_UPLOADS: String(MAX_OPEN),
      LIFEBOAT_MAX_UPLOAD_BYTES: String(plain.length),
    },
  });
  const archives = path.join(site.dir, 'archives');
  site.env.LIFEBOAT_ARCHIVES_DIR = archives;
  await mkdir(archives);
  await writeFile(path.join(archives, 'kept.tar'), plain);
  await site.start();
  own = rawTus(site, await site.login());
});

const drop = async (id: string): Promise<void> =>
  expect((await site.api('DELETE', `/lifeboat/uploads/${id}`)).status).toBe(204);

const fromServer = () =>
  site.api<UploadStatus>('POST', '/lifeboat/server-archives', { filename: 'kept.tar' });

async function person(name: string): Promise<RawTus> {
  return rawTus(site, await site.login(await createAdmin(site, name, [PERMISSIONS.restore])));
}

describe('how many uploads a person may have', () => {
  const TOO_MANY = { code: 'uploadsTooMany', open: MAX_OPEN, whose: 'yours' };

  async function expectNoneMore(): Promise<void> {
    expect(await own.open(plain.length)).toMatchObject({ status: 429, code: 'uploadsTooMany' });
    const whole = await upload(site, plain);
    expect(whole).toMatchObject({ status: 429, body: { error: { details: TOO_MANY } } });
    expect(await fromServer()).toMatchObject({
      status: 429,
      body: { error: { details: TOO_MANY } },
    });
  }

  it('counts those that are ready, whichever way they came', async () => {
    const parts = await uploadInParts(site, plain);
    const whole = await upload(site, plain);
    expect(whole.status).toBe(201);
    await expectNoneMore();
    await drop(parts.id);

    const kept = await fromServer();
    expect(kept.status).toBe(202);
    await expectNoneMore();
    await drop(whole.body.data.id);

    const opened = openedId(await own.open(plain.length));
    await expectNoneMore();
    for (const id of [kept.body.data.id, opened]) await drop(id);
    expect(await stagedIn(site)).toEqual([]);
  });

  it('counts those that come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => upload(site, plain)));
    const taken = answers.filter(({ status }) => status === 201);
    expect(taken).toHaveLength(MAX_OPEN);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(6 - MAX_OPEN);
    for (const { body } of taken) await drop(body.data.id);
  });

  it('is nothing to another person, up to what all may have together', async () => {
    const people = [own];
    for (const name of ['anna', 'bert', 'carl', 'dora', 'emil']) people.push(await person(name));
    const [last, ...others] = people.reverse();
    for (const one of others) {
      for (let each = 0; each < MAX_OPEN; each += 1) {
        expect((await one.open(plain.length)).status).toBe(201);
      }
      expect((await one.open(plain.length)).status).toBe(429);
    }
    const refused = await last!.open(plain.length);
    expect(JSON.parse(refused.body)).toMatchObject({
      error: { status: 429, details: { code: 'uploadsTooMany', open: 10, whose: 'all' } },
    });
  });
});

describe('how large a file may be', () => {
  it.each([
    ['in parts', async () => (await (await person('frida')).open(plain.length + 1)).code],
    [
      'in one request',
      async () => {
        const larger = Buffer.concat([plain, Buffer.alloc(1)]);
        const { status, body } = await upload(site, larger);
        expect(status).toBe(413);
        return body.error?.details.code;
      },
    ],
  ])('is the same %s', async (_how, send) => {
    for (const { id } of (await site.api<UploadStatus[]>('GET', '/lifeboat/uploads')).body.data) {
      await drop(id);
    }
    const staged = await stagedIn(site);
    expect(await send()).toBe('uploadTooLarge');
    expect(await stagedIn(site)).toEqual(staged);
  });
});
