import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobCreated } from '../shared/contract';
import { type Pair, makePair, testCrashes } from './support/crash-matrix';
import { POSTGRES, SQLITE, isSkipped } from './support/databases';
import { faultySite } from './support/faults';
import { fingerprint } from './support/fingerprint';
import { startSite } from './support/fixtures';
import { HOST } from './support/host';
import { type Site, exportFrom, jobEnd, restoreTo, upload } from './support/site';
import { dropUploads, stagedIn } from './support/staging';
import { type Storage, startStorage } from './support/storage';

const BUCKETS = ['first', 'second', 'undone', 'refusing', 'crashes-sqlite', 'crashes-postgres'];

let storage: Storage;
let archives: Pair;

beforeAll(async () => {
  storage = await startStorage(...BUCKETS);
  archives = await makePair();
});

afterAll(() => storage.close());

const FILES = 'files';

/** Address by name, of the originals; a row whose file the archive lacks keeps the provider that it had. */
async function addresses({ database }: Site): Promise<Record<string, string>> {
  const rows = await database.connected((connection) =>
    connection(FILES).select<{ hash: string; ext: string; url: string; provider: string }[]>('*'),
  );
  const stored = rows.filter(({ provider }) => provider === 'aws-s3');
  return Object.fromEntries(stored.map(({ hash, ext, url }) => [`${hash}${ext}`, url]));
}

/** SHA-256 of what is served; undefined when nothing is. */
async function served(url: string): Promise<string | undefined> {
  const response = await fetch(url);
  const bytes = Buffer.from(await response.arrayBuffer());
  return response.ok ? createHash('sha256').update(bytes).digest('hex') : undefined;
}

describe.skipIf(!HOST.keepsFilesInS3)('a site with its files in S3', () => {
  it('is exported, and restored to another', async () => {
    const [first, second] = [
      await startSite('empty', { env: storage.env('first') }),
      await startSite('empty', { env: storage.env('second') }),
    ];
    expect(await restoreTo(first, archives.a)).toMatchObject({ state: 'done' });
    const archive = await exportFrom(first, { key: 'a key' });
    expect(await restoreTo(second, archive, { key: 'a key' })).toMatchObject({ state: 'done' });

    const files = await storage.hashes('first');
    expect(Object.keys(files).length).toBeGreaterThan(10);
    expect(await storage.hashes('second')).toEqual(files);
    const found = Object.entries(await addresses(second));
    expect(found.length).toBeGreaterThan(3);
    for (const [name, url] of found) {
      expect(url).toContain('/second/');
      expect(await served(url), url).toBe(files[name]);
    }
    for (const site of [first, second]) {
      expect(await stagedIn(site)).toEqual([]);
      await site.stop();
    }
  });

  it('has its files back, byte by byte, after an undo', async () => {
    const site = await startSite('empty', { env: storage.env('undone') });
    expect(await restoreTo(site, archives.a)).toMatchObject({ state: 'done' });
    const hashes = () => storage.hashes('undone');
    const before = await fingerprint(site, hashes);
    expect(Object.keys(before.files).length).toBeGreaterThan(10);

    const done = await restoreTo(site, archives.b);
    expect(done).toMatchObject({ state: 'done' });
    expect(await hashes()).not.toEqual(before.files);
    const undo = await site.api<JobCreated>('POST', `/lifeboat/restores/${done.id}/undo`);
    expect(await jobEnd(site, undo.body.data)).toMatchObject({ state: 'done' });
    expect(await fingerprint(site, hashes)).toEqual(before);
    for (const [name, url] of Object.entries(await addresses(site))) {
      expect(await served(url), url).toBe(before.files[name]);
    }
    expect(await stagedIn(site)).toEqual([]);
    await site.stop();
  });

  it('is neither restored nor exported while its storage refuses to give out files', async () => {
    const site = await startSite('empty', { env: storage.env('refusing') });
    expect(await restoreTo(site, archives.a)).toMatchObject({ state: 'done' });
    const before = await fingerprint(site, () => storage.hashes('refusing'));
    const refusing = createServer((_request, response) => {
      response.statusCode = 403;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(refusing, 'listening');
    const address = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}/a.png`;
    const [first] = Object.entries(await addresses(site));
    const moveTo = (url: string) =>
      site.database.connected((connection) =>
        connection(FILES).whereIn('url', [first![1], address]).update({ url }),
      );
    await moveTo(address);

    expect(await restoreTo(site, archives.b)).toMatchObject({
      state: 'failed',
      error: {
        details: { code: 'safetyCopyFailed', reason: 'storageUnreadable', status: 403 },
      },
    });
    await expect(exportFrom(site, { encrypt: false })).rejects.toThrow();
    await moveTo(first![1]);
    refusing.close();
    await dropUploads(site);
    expect(await fingerprint(site, () => storage.hashes('refusing'))).toEqual(before);
    await site.stop();
  });

  it('serves the old bytes until the commit, and the new ones after it', async () => {
    const faulty = await faultySite('empty', { env: storage.env('first') });
    const { site } = faulty;
    await site.start();
    expect(await restoreTo(site, archives.b)).toMatchObject({ state: 'done' });
    const [before, old] = [await addresses(site), await storage.hashes('first')];

    faulty.at('wait', 'commit');
    const { body } = await upload(site, archives.a);
    const started = await site.api<JobCreated>('POST', '/lifeboat/restores', {
      upload: body.data.id,
    });
    await faulty.waiting();
    for (const [name, url] of Object.entries(before)) expect(await served(url)).toBe(old[name]);
    faulty.never();
    expect(await jobEnd(site, started.body.data)).toMatchObject({ state: 'done' });

    const files = await storage.hashes('first');
    expect(files).not.toEqual(old);
    for (const [name, url] of Object.entries(await addresses(site))) {
      expect(await served(url)).toBe(files[name]);
    }
    await site.stop();
  });
});

for (const server of [SQLITE, POSTGRES]) {
  const bucket = `crashes-${server.client}`;
  const skipped = !HOST.keepsFilesInS3 || (await isSkipped(server));
  describe.skipIf(skipped)(`crashes on ${server.name} with files in S3`, () =>
    testCrashes({
      name: `S3 and ${server.name}`,
      makeSite: () => faultySite('magazine', { server, env: storage.env(bucket) }),
      archives: () => archives,
      files: () => storage.hashes(bucket),
    }),
  );
}
