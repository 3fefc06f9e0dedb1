import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportCreated, ExportOptions } from '../shared/contract';
import { hashFiles } from './support/content';
import { type FaultySite, faultySite } from './support/faults';
import { isNginxSkipped, startNginx } from './support/proxies';
import { type Site, downloadEndsWell, jobEnd } from './support/site';

const FIRST_BYTE_MS = 1000;
/** How long the database takes to be copied. */
const SLOW_MS = 4000;
const KINDS: [name: string, options: ExportOptions][] = [
  ['plain', { encrypt: false, compress: false }],
  ['compressed', { encrypt: false }],
  ['enciphered', { key: 'a key' }],
];

let faulty: FaultySite;
let site: Site;

beforeAll(async () => {
  faulty = await faultySite('magazine', { env: { COMPRESSION: 'true' } });
  site = faulty.site;
  await site.start();
});

async function begin(options: ExportOptions): Promise<ExportCreated> {
  const { body } = await site.api<ExportCreated>('POST', '/lifeboat/exports', options);
  if (!body.data) throw new Error(JSON.stringify(body.error));
  return body.data;
}

interface Download {
  headers: Headers;
  bytes: Buffer;
  /** When each piece came, in milliseconds since the download was asked for. */
  times: number[];
  /** What came before the database was copied. */
  early: Buffer;
}

/** @param copied milliseconds after which the copy of the database goes on */
async function download(address: string, copied: number): Promise<Download> {
  faulty.at('pause', 'copyDatabase');
  const begun = Date.now();
  const goOn = sleep(copied).then(() => faulty.never());
  const { headers, body } = await fetch(address, { headers: { 'Accept-Encoding': 'gzip' } });
  const pieces: Buffer[] = [];
  const times: number[] = [];
  for await (const piece of Readable.fromWeb(body as WebStream)) {
    pieces.push(Buffer.from(piece as Uint8Array));
    times.push(Date.now() - begun);
  }
  await goOn;
  const early = Buffer.concat(pieces.filter((_, index) => times[index]! < copied));
  return { headers, bytes: Buffer.concat(pieces), times, early };
}

async function expectWhole(job: ExportCreated, bytes: Buffer): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(await jobEnd(site, job)).toMatchObject({ state: 'done', sha256 });
}

it('is compressed by no other middleware, nor to be changed or kept by a proxy', async () => {
  // What the middleware does to all others.
  const other = await site.request('/content-manager/init', {
    headers: { 'Accept-Encoding': 'gzip' },
  });
  expect(other.headers.get('Content-Encoding')).toBe('gzip');

  for (const [, options] of KINDS) {
    const job = await begin(options);
    const { headers, bytes } = await download(site.url + job.downloadUrl, 0);
    expect(headers.get('Content-Encoding')).toBeNull();
    expect(headers.get('Cache-Control')).toBe('no-store, no-transform');
    expect(headers.get('X-Accel-Buffering')).toBe('no');
    expect(headers.get('Content-Type')).toBe('application/octet-stream');
    await expectWhole(job, bytes);
  }
});

describe.each(KINDS)('a %s download from a database that is slow', (kind, options) => {
  it('begins with the metadata, within a second', async () => {
    const job = await begin(options);
    const { bytes, times, early } = await download(site.url + job.downloadUrl, SLOW_MS);
    expect(times[0]).toBeLessThan(FIRST_BYTE_MS);
    expect(times.at(-1)).toBeGreaterThan(SLOW_MS);
    if (kind === 'plain') expect(early.toString('latin1', 0, 13)).toBe('metadata.json');
    if (kind === 'compressed') {
      expect(gunzipSync(early).toString('latin1', 0, 13)).toBe('metadata.json');
    }
    await expectWhole(job, bytes);
  });

  it.skipIf(isNginxSkipped())('passes nginx as it comes, steadily', async () => {
    const nginx = await startNginx(site.url);
    const job = await begin(options);
    const { bytes, times } = await download(nginx.url + job.downloadUrl, SLOW_MS);
    expect(times[0]).toBeLessThan(FIRST_BYTE_MS);
    // A plain archive has nothing to say until the database is there.
    if (kind !== 'plain') {
      const gaps = times.slice(1).map((at, index) => at - times[index]!);
      expect(Math.max(...gaps)).toBeLessThan(2 * FIRST_BYTE_MS);
    }
    await expectWhole(job, bytes);
    await nginx.close();
  });
});

it.skipIf(isNginxSkipped())('that fails in the middle fails behind nginx, too', async () => {
  const nginx = await startNginx(site.url);
  const [name] = Object.keys(await hashFiles(site.uploadsDir)).slice(-1);
  const file = path.join(site.uploadsDir, name!);
  await rm(file);
  await mkdir(file);
  for (const [, options] of KINDS) {
    const job = await begin(options);
    expect(await downloadEndsWell(nginx, job)).toBe(false);
    expect(await jobEnd(site, job)).toMatchObject({ state: 'failed' });
  }
  await nginx.close();
});
