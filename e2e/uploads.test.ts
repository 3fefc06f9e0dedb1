import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  PERMISSIONS,
  type JobCreated,
  type ServerArchives,
  TUS_PATH,
  type UploadStatus,
} from '../shared/contract';
import { createAdmin } from './support/admins';
import { startSite } from './support/fixtures';
import { type RawAnswer, type RawTus, openedId, rawRequest, rawTus } from './support/raw-tus';
import { type Site, exportFrom, jobEnd, upload } from './support/site';
import { stagedIn } from './support/staging';
import { openTus, uploadInParts } from './support/tus';

const KB = 1024;
const KEY = 'the right key';
const HOUR_MS = 3_600_000;

let site: Site;
let plain: Buffer;
let enciphered: Buffer;
let client: RawTus;

beforeAll(async () => {
  site = await startSite('magazine');
  plain = await exportFrom(site, { encrypt: false, compress: false });
  enciphered = await exportFrom(site, { key: KEY });
  client = rawTus(site, await site.login());
});

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const partsIn = async ({ dir }: Site): Promise<string[]> =>
  readdir(path.join(dir, 'staging/parts')).catch(() => []);

/** The bytes that are still missing, in one part. */
async function finish(id: string, archive: Buffer): Promise<void> {
  const head = await client.ask('HEAD', `${TUS_PATH}/${id}`);
  const at = Number(head.headers['upload-offset']);
  if (at < archive.length) {
    expect((await client.part(id, at, archive.subarray(at))).status).toBe(204);
  }
  await expectWhole(id, archive);
}

async function expectWhole(id: string, archive: Buffer): Promise<void> {
  expect(await endOf(id)).toMatchObject({ state: 'ready', archive: { sha256: sha256(archive) } });
  expect((await client.ask('DELETE', `/lifeboat/uploads/${id}`)).status).toBe(204);
}

async function endOf(id: string, on = site): Promise<UploadStatus> {
  for (;;) {
    const { body } = await on.api<UploadStatus>('GET', `/lifeboat/uploads/${id}`);
    if (['ready', 'failed'].includes(body.data.state)) return body.data;
    await sleep(20);
  }
}

const open = async (size: number): Promise<string> => openedId(await client.open(size));

describe('a client that does wrong', () => {
  const half = (): number => Math.floor(plain.length / 2);

  it.each([
    ['a wrong offset', (id: string) => client.part(id, half() + 1, plain.subarray(half())), 409],
    ['parts out of order', (id: string) => client.part(id, half() * 2, plain), 409],
    ['a part again', (id: string) => client.part(id, 0, plain.subarray(0, half())), 409],
    [
      'parts that overlap',
      (id: string) => client.part(id, half() - 9, plain.subarray(half())),
      409,
    ],
    ['a negative offset', (id: string) => client.part(id, -1, plain.subarray(half())), 400],
    ['an offset that is no number', (id: string) => client.part(id, 'NaN', plain), 400],
    ['a huge offset', (id: string) => client.part(id, '9'.repeat(30), plain), 400],
    ['more than was promised', (id: string) => client.part(id, half(), plain), 413],
    [
      'another version of tus',
      (id: string) => client.part(id, half(), plain, { 'Tus-Resumable': '0.2.2' }),
      400,
    ],
    [
      'another type',
      (id: string) =>
        client.part(id, half(), plain.subarray(half(), half() + KB), {
          'Content-Type': 'text/plain',
        }),
      400,
    ],
    [
      'no Tus-Resumable',
      async (id: string) =>
        rawRequest(
          site,
          'PATCH',
          `${TUS_PATH}/${id}`,
          {
            Authorization: `Bearer ${await site.login()}`,
            'Upload-Offset': String(half()),
            'Content-Type': 'application/offset+octet-stream',
          },
          plain.subarray(half()),
        ),
      412,
    ],
  ])('%s is refused, and the upload goes on', async (_what, send, status) => {
    const id = await open(plain.length);
    expect((await client.part(id, 0, plain.subarray(0, half()))).status).toBe(204);
    expect((await send(id)).status).toBe(status);
    const head = await client.ask('HEAD', `${TUS_PATH}/${id}`);
    expect(Number(head.headers['upload-offset'])).toBe(half());
    await finish(id, plain);
  });

  it('a body without end is cut at the length that was promised', async () => {
    const id = await open(plain.length);
    const [first, rest] = [plain.subarray(0, half()), plain.subarray(half())];
    expect((await client.part(id, 0, [first, rest, plain])).status).toBe(413);
    const head = await client.ask('HEAD', `${TUS_PATH}/${id}`);
    expect(Number(head.headers['upload-offset'])).toBeLessThanOrEqual(plain.length);
    await finish(id, plain);
  });

  it('a body that is shorter than it says leaves what came', async () => {
    const id = await open(plain.length);
    await client.breakOff(id, 0, half(), plain.subarray(0, 100 * KB));
    const head = await client.ask('HEAD', `${TUS_PATH}/${id}`);
    const received = Number(head.headers['upload-offset']);
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThanOrEqual(100 * KB);
    await finish(id, plain);
  });

  it.each(['-1', 'NaN', '1e400', '1.5', '0x10', ' ', '9'.repeat(15), '9'.repeat(30), '0'])(
    'a length of "%s" opens nothing',
    async (length) => {
      const { status } = await client.open(length);
      expect([400, 413, 507]).toContain(status);
      expect(await partsIn(site)).toEqual([]);
    },
  );

  it('an upload of a length that is told later is not offered', async () => {
    const headers = { 'Upload-Defer-Length': '1' };
    const { status } = await client.ask('POST', TUS_PATH, headers);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(await partsIn(site)).toEqual([]);
  });

  it.each(['nonsense', `../${randomUUID()}`, '..%2f..%2fdata', randomUUID()])(
    'there is no upload "%s"',
    async (id) => {
      for (const method of ['HEAD', 'PATCH', 'DELETE']) {
        const headers: Record<string, string> =
          method === 'PATCH'
            ? { 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }
            : {};
        const { status } = await client.ask(method, `${TUS_PATH}/${id}`, headers);
        expect([404, 405], method).toContain(status);
      }
    },
  );

  it('loses nothing when two send the same upload at once', async () => {
    const id = await open(plain.length);
    async function sendAll(partBytes: number): Promise<void> {
      for (;;) {
        const head = await client.ask('HEAD', `${TUS_PATH}/${id}`);
        const at = Number(head.headers['upload-offset']);
        if (at >= plain.length) return;
        await client.part(id, at, plain.subarray(at, at + partBytes)).catch(() => undefined);
      }
    }
    await Promise.all([sendAll(70_001), sendAll(33_333), sendAll(131_072)]);
    await expectWhole(id, plain);
  });
});

function restoreAs(token: string, id: string): Promise<RawAnswer> {
  const body = Buffer.from(JSON.stringify({ upload: id }));
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
  };
  return rawRequest(site, 'POST', '/lifeboat/restores', headers, body);
}

describe('somebody else’s upload', () => {
  let other: RawTus;
  let otherToken: string;

  beforeAll(async () => {
    otherToken = await site.login(await createAdmin(site, 'other', [PERMISSIONS.restore]));
    other = rawTus(site, otherToken);
  });

  const PART = { 'Upload-Offset': '1000', 'Content-Type': 'application/offset+octet-stream' };
  const override = (method: string): Record<string, string> => ({
    'X-HTTP-Method-Override': method,
    ...PART,
  });

  const ATTEMPTS: [what: string, (id: string) => Promise<RawAnswer>][] = [
    ['HEAD', (id) => other.ask('HEAD', `${TUS_PATH}/${id}`)],
    ['GET', (id) => other.ask('GET', `${TUS_PATH}/${id}`)],
    ['PATCH', (id) => other.part(id, 1000, plain.subarray(1000))],
    ['POST as PATCH', (id) => other.ask('POST', `${TUS_PATH}/${id}`, override('PATCH'))],
    ['POST as DELETE', (id) => other.ask('POST', `${TUS_PATH}/${id}`, override('DELETE'))],
    ['its id in a query', (id) => other.ask('POST', `${TUS_PATH}?/tus/${id}`, override('DELETE'))],
    [
      'its id behind the address',
      (id) => other.ask('POST', `${TUS_PATH}#/tus/${id}`, override('DELETE')),
    ],
    ['DELETE', (id) => other.ask('DELETE', `${TUS_PATH}/${id}`)],
    ['the status', (id) => other.ask('GET', `/lifeboat/uploads/${id}`)],
    ['the key', (id) => other.ask('PUT', `/lifeboat/uploads/${id}/key`)],
  ];
  /** What is done with an upload that was read. */
  const ON_READY: typeof ATTEMPTS = [
    ['the report', (id) => other.ask('GET', `/lifeboat/uploads/${id}/report`)],
    ['DELETE of the upload', (id) => other.ask('DELETE', `/lifeboat/uploads/${id}`)],
    ['a restore', (id) => restoreAs(otherToken, id)],
  ];

  it.each([...ATTEMPTS, ...ON_READY])('%s finds nothing while it comes', async (_what, attempt) => {
    const id = await open(plain.length);
    await client.part(id, 0, plain.subarray(0, 1000));
    expect([400, 403, 404, 405]).toContain((await attempt(id)).status);
    await finish(id, plain);
  });

  it.each([...ATTEMPTS, ...ON_READY])(
    '%s finds nothing when it is there',
    async (_what, attempt) => {
      const { id } = await uploadInParts(site, plain);
      expect([400, 403, 404, 405]).toContain((await attempt(id)).status);
      await expectWhole(id, plain);
    },
  );

  it('is not listed', async () => {
    const { id } = await uploadInParts(site, plain);
    const list = await other.ask('GET', '/lifeboat/uploads');
    expect(JSON.parse(list.body)).toEqual({ data: [] });
    await expectWhole(id, plain);
  });

  it('and any upload at all wants the permission to restore', async () => {
    const id = await open(plain.length);
    const allowed = await site.login(await createAdmin(site, 'reader', [PERMISSIONS.read]));
    for (const [token, status] of [
      [allowed, 403],
      ['nonsense', 401],
    ] as const) {
      const stranger = rawTus(site, token);
      for (const answer of [
        await stranger.open(plain.length),
        await stranger.part(id, 0, plain.subarray(0, 1000)),
        await stranger.ask('HEAD', `${TUS_PATH}/${id}`),
        await stranger.ask('POST', `${TUS_PATH}/${id}`, override('PATCH')),
        await stranger.ask('DELETE', `${TUS_PATH}/${id}`),
        await stranger.ask('GET', '/lifeboat/uploads'),
        await stranger.ask('GET', `/lifeboat/uploads/${id}`),
        await stranger.ask('PUT', `/lifeboat/uploads/${id}/key`),
        await stranger.ask('DELETE', `/lifeboat/uploads/${id}`),
        await stranger.ask('GET', '/lifeboat/server-archives'),
        await stranger.ask('POST', '/lifeboat/server-archives'),
      ]) {
        expect(answer.status).toBe(status);
      }
    }
    await finish(id, plain);
  });
});

describe('the ticket of an upload', () => {
  const by = (ticket: string) => ({ Authorization: `Lifeboat ${ticket}` });
  const ticketOf = async (id: string): Promise<string> =>
    (await site.api<UploadStatus>('GET', `/lifeboat/uploads/${id}`)).body.data.ticket;

  it('sends its parts and tells how far it is, and is good for nothing else', async () => {
    const id = await open(plain.length);
    const ticket = by(await ticketOf(id));
    expect((await client.part(id, 0, plain.subarray(0, 1000), ticket)).status).toBe(204);
    const head = await client.ask('HEAD', `${TUS_PATH}/${id}`, ticket);
    expect(head.headers['upload-offset']).toBe('1000');
    const asked = await client.ask('GET', `/lifeboat/uploads/${id}`, ticket);
    expect(JSON.parse(asked.body)).toMatchObject({ data: { id, received: 1000 } });
    for (const [method, path] of [
      ['DELETE', `${TUS_PATH}/${id}`],
      ['POST', TUS_PATH],
      ['GET', '/lifeboat/uploads'],
      ['GET', `/lifeboat/uploads/${id}/report`],
      ['PUT', `/lifeboat/uploads/${id}/key`],
      ['DELETE', `/lifeboat/uploads/${id}`],
      ['POST', '/lifeboat/restores'],
    ] as const) {
      expect([method, path, (await client.ask(method, path, ticket)).status]).toEqual([
        method,
        path,
        401,
      ]);
    }
    const asDelete = { ...ticket, 'X-HTTP-Method-Override': 'DELETE' };
    for (const method of ['GET', 'PATCH', 'POST'])
      await client.ask(method, `${TUS_PATH}/${id}`, asDelete);
    // Nothing of it is gone.
    await finish(id, plain);
  });

  it('is that of no other upload, and none at all is a login or nothing', async () => {
    const [id, otherId] = [await open(plain.length), await open(plain.length)];
    for (const wrong of [await ticketOf(otherId), 'nonsense', '']) {
      const part = await client.part(id, 0, plain.subarray(0, 1000), by(wrong));
      expect(part.status).toBe(401);
    }
    expect((await client.part(randomUUID(), 0, plain, by(await ticketOf(id)))).status).toBe(401);
    await finish(id, plain);
    await finish(otherId, plain);
  });
});

describe('what is wrong with an archive is told early', () => {
  it('a wrong key, with the first part, and corrected without sending anything again', async () => {
    const tus = await openTus(site, enciphered.length);
    await tus.useKey('another key');
    expect((await tus.send(0, enciphered.subarray(0, 64 * KB))).status).toBe(204);
    expect(await tus.end()).toMatchObject({
      state: 'failed',
      received: 64 * KB,
      error: { details: { code: 'keyWrong' } },
    });
    // Meanwhile the rest comes.
    expect((await tus.send(64 * KB, enciphered.subarray(64 * KB, 128 * KB))).status).toBe(204);
    expect(await tus.useKey(KEY)).toBe(200);
    expect(await tus.status()).toMatchObject({ received: 128 * KB });
    expect((await tus.status()).error).toBeUndefined();
    expect((await tus.send(128 * KB, enciphered.subarray(128 * KB))).status).toBe(204);
    await expectWhole(tus.id, enciphered);
  });

  it('no key, also when all of it is there', async () => {
    const tus = await openTus(site, enciphered.length);
    expect((await tus.send(0, enciphered)).status).toBe(204);
    expect(await tus.end()).toMatchObject({ error: { details: { code: 'keyMissing' } } });
    expect(await tus.useKey(KEY)).toBe(200);
    await expectWhole(tus.id, enciphered);
  });

  it('a file that is none, with the first part', async () => {
    const text = Buffer.from('Dear diary, '.repeat(20_000));
    const tus = await openTus(site, 10 * text.length);
    await tus.send(0, text);
    expect(await tus.end()).toMatchObject({
      state: 'failed',
      error: { details: { code: 'notAnArchive' } },
    });
    const next = await client.part(tus.id, text.length, text);
    expect(next).toMatchObject({ status: 400, code: 'notAnArchive' });
    expect(await partsIn(site)).toEqual([]);
  });

  it('one that is too large, before any part', async () => {
    const small = await startSite('empty', { env: { LIFEBOAT_MAX_UPLOAD_BYTES: '100000' } });
    const asked = rawTus(small, await small.login());
    expect(await asked.open(100_001)).toMatchObject({ status: 413, code: 'uploadTooLarge' });
    expect((await asked.open(100_000)).status).toBe(201);
    expect((await partsIn(small)).length).toBe(2);
    await small.stop();
  });
});

describe('uploads that are left', () => {
  /** Longer than three small parts take, on a busy machine too. */
  const KEEP_MS = 15_000;

  const stagedOf = async (of: Site, ids: string[]): Promise<string[]> =>
    (await stagedIn(of)).filter((name) => ids.includes(name));

  it('are so many and no more', async () => {
    const busy = await startSite('empty', { env: { LIFEBOAT_MAX_OPEN_UPLOADS: '20' } });
    const asked = rawTus(busy, await busy.login());
    const answers: RawAnswer[] = [];
    await Promise.all(
      Array.from({ length: 10 }, async () => {
        for (let each = 0; each < 100; each += 1) answers.push(await asked.open(plain.length));
      }),
    );
    const opened = answers.filter(({ status }) => status === 201);
    expect(opened.length).toBe(20);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.length).toBe(980);
    for (const answer of refused) {
      expect(answer).toMatchObject({ status: 429, code: 'uploadsTooMany' });
    }
    await busy.stop();
  });

  it('are gone when their time is over, and what they took of the disk', async () => {
    const env = { LIFEBOAT_KEEP_UNFINISHED_FOR: String(KEEP_MS / HOUR_MS) };
    const short = await startSite('empty', { env });
    const asked = rawTus(short, await short.login());
    const opened: string[] = [];
    for (let each = 0; each < 3; each += 1) {
      const id = openedId(await asked.open(plain.length));
      expect((await asked.part(id, 0, plain.subarray(0, 64 * KB))).status).toBe(204);
      opened.push(id);
    }
    expect((await partsIn(short)).length).toBe(2 * opened.length);
    expect(await stagedOf(short, opened)).not.toEqual([]);
    // The clock begins with the last part, and is looked at four times in its round.
    await sleep(1.3 * KEEP_MS);
    expect(await partsIn(short)).toEqual([]);
    expect(await stagedOf(short, opened)).toEqual([]);
    expect((await uploadInParts(short, plain)).state).toBe('ready');
    await short.stop();
  });

  it('are gone after a start, too', async () => {
    const env = { LIFEBOAT_KEEP_UNFINISHED_FOR: String(1000 / HOUR_MS) };
    const short = await startSite('empty', { env });
    const tus = await openTus(short, plain.length);
    await tus.send(0, plain.subarray(0, 64 * KB));
    await short.stop('SIGKILL');
    expect((await partsIn(short)).length).toBe(2);
    await sleep(1000);
    await short.start();
    expect(await partsIn(short)).toEqual([]);
    expect(await stagedOf(short, [tus.id])).toEqual([]);
    await short.stop();
  });
});

describe('a server that is killed', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'by %s and starts again goes on where it was, and wants the key again',
    async (signal) => {
      const mortal = await startSite('empty');
      const tus = await openTus(mortal, enciphered.length);
      await tus.useKey(KEY);
      const sent = 300 * KB;
      expect((await tus.send(0, enciphered.subarray(0, sent))).status).toBe(204);
      const { ticket } = await tus.status();
      await mortal.stop(signal);
      await mortal.start();
      expect((await tus.status()).ticket).not.toBe(ticket);
      expect(await tus.status()).toMatchObject({ received: sent, size: enciphered.length });
      expect((await tus.send(sent, enciphered.subarray(sent))).status).toBe(204);
      expect(await tus.end()).toMatchObject({ error: { details: { code: 'keyMissing' } } });
      expect(await tus.useKey(KEY)).toBe(200);
      expect(await tus.end()).toMatchObject({
        state: 'ready',
        archive: { sha256: sha256(enciphered) },
      });
      // The key is nowhere on the disk, and soon nothing of the parts.
      await expect.poll(() => partsIn(mortal)).toEqual([]);
      await mortal.stop();
    },
  );

  it('keeps no key on its disk', async () => {
    const tus = await openTus(site, enciphered.length);
    await tus.useKey('a very secret passphrase');
    await tus.send(0, enciphered.subarray(0, 64 * KB));
    const search = (): string =>
      execFileSync('grep', ['-rla', 'a very secret passphrase', site.dir]).toString();
    expect(search).toThrow();
    expect((await client.ask('DELETE', `/lifeboat/uploads/${tus.id}`)).status).toBe(204);
  });
});

it('one request with all of it is still taken', async () => {
  const answer = await upload(site, enciphered, { key: KEY });
  expect(answer).toMatchObject({
    status: 201,
    body: { data: { archive: { sha256: sha256(enciphered) } } },
  });
  const { id } = answer.body.data;
  expect((await site.api('DELETE', `/lifeboat/uploads/${id}`)).status).toBe(204);
});

describe('an archive that lies on the server', () => {
  let kept: Site;
  let dir: string;

  beforeAll(async () => {
    dir = path.join(site.dir, 'archives');
    await mkdir(path.join(dir, 'folder.tar'), { recursive: true });
    await writeFile(path.join(dir, 'good.tar'), plain);
    await writeFile(path.join(dir, 'locked.tar.gz.enc'), enciphered);
    await writeFile(path.join(dir, '.hidden.tar'), plain);
    await writeFile(path.join(dir, 'notes.txt'), 'nobody’s business');
    await writeFile(path.join(dir, 'folder.tar/inner.tar'), plain);
    await writeFile(path.join(site.dir, 'outside.tar'), plain);
    await symlink(path.join(site.dir, 'outside.tar'), path.join(dir, 'link.tar'));
    await symlink(site.dir, path.join(dir, 'linked.tar'));
    kept = await startSite('empty', { env: { LIFEBOAT_ARCHIVES_DIR: dir } });
  });

  const choose = (filename: unknown, key?: string) =>
    kept.api<UploadStatus>('POST', '/lifeboat/server-archives', { filename, key });

  it('is listed when it is an ordinary file', async () => {
    const { body } = await kept.api<ServerArchives>('GET', '/lifeboat/server-archives');
    expect(body.data.enabled).toBe(true);
    const names = body.data.archives.map(({ filename }) => filename);
    expect(names.sort()).toEqual(['good.tar', 'locked.tar.gz.enc']);
  });

  it.each([
    'missing.tar',
    '../outside.tar',
    '../archives/good.tar',
    './good.tar',
    '/etc/passwd',
    'folder.tar',
    'folder.tar/inner.tar',
    '..',
    '.',
    '.hidden.tar',
    'notes.txt',
    'link.tar',
    'linked.tar',
    'linked.tar/outside.tar',
    'good.tar\0.tar',
    '..\\outside.tar',
  ])('is not found as %j', async (filename) => {
    expect((await choose(filename)).body.error?.details.code).toBe('archiveNotFound');
  });

  it.each([undefined, '', 7, ['good.tar']])('has a name, and not %j', async (filename) => {
    expect([400, 404]).toContain((await choose(filename)).status);
  });

  it('is restored, and stays where it is', async () => {
    for (const [name, key] of [['good.tar'], ['locked.tar.gz.enc', KEY]] as const) {
      const chosen = await choose(name, key);
      expect(chosen.status).toBe(202);
      const { id } = chosen.body.data;
      let state = '';
      while (state !== 'ready') {
        const { body } = await kept.api<UploadStatus>('GET', `/lifeboat/uploads/${id}`);
        ({ state } = body.data);
        expect(state).not.toBe('failed');
        await sleep(20);
      }
      const { body } = await kept.api<JobCreated>('POST', '/lifeboat/restores', { upload: id });
      expect(await jobEnd(kept, body.data)).toMatchObject({ state: 'done' });
    }
    expect((await readdir(dir)).sort()).toEqual(
      ['.hidden.tar', 'folder.tar', 'good.tar', 'link.tar', 'linked.tar'].concat(
        'locked.tar.gz.enc',
        'notes.txt',
      ),
    );
    await kept.stop();
  });

  it('is not offered where no folder is configured', async () => {
    const { body } = await site.api<ServerArchives>('GET', '/lifeboat/server-archives');
    expect(body.data).toEqual({ enabled: false, archives: [] });
    const answer = await site.api('POST', '/lifeboat/server-archives', { filename: 'good.tar' });
    expect(answer.status).toBe(404);
  });
});
