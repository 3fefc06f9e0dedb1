import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type Proxy, isNginxSkipped, startLine, startNginx } from '../support/proxies';
import type { Site } from '../support/site';
import { confirmRestore, heading, open, upload } from './support/admin';
import { expect, test } from './support/fixtures';
import { writeHugeArchive } from '../support/huge-archive';
import { archives } from './support/seeded';
import { t } from './support/text';

/** Of the archive that is uploaded. With 2147483648 the tests take minutes each. */
const BYTES = Number(process.env.LIFEBOAT_UPLOAD_BYTES ?? 150 * 1024 * 1024);
const KEY = 'the key of a huge archive';
const MB = 1024 * 1024;
/** What may be sent in vain. */
const MOST = 1.1;
/** Over what the server takes before, at any moment of the upload. */
const MOST_MEMORY = 150 * MB;

test.setTimeout(1_800_000);

let dir: string;
let archive: string;
let size: number;
let proxies: Proxy[] = [];

test.beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-huge-'));
  archive = path.join(dir, 'huge.tar.enc');
  await writeHugeArchive(archives.plain(), archive, { bytes: BYTES, key: KEY });
  ({ size } = await stat(archive));
});
test.afterEach(async () => {
  for (const proxy of proxies) await proxy.close();
  proxies = [];
});
test.afterAll(() => rm(dir, { recursive: true }));

function behind<P extends Proxy>(proxy: P): P {
  proxies.push(proxy);
  return proxy;
}

interface Peak {
  /** Bytes over those at the start. */
  end(): number;
}

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024;
}

async function watchMemory(site: Site): Promise<Peak> {
  const pid = site.pid();
  const idle = await memoryOf(pid);
  let peak = idle;
  const timer = setInterval(() => {
    memoryOf(pid).then(
      (now) => (peak = Math.max(peak, now)),
      () => undefined,
    );
  }, 100);
  return {
    end() {
      clearInterval(timer);
      return peak - idle;
    },
  };
}

/** Uploads until the report is there; while bytes move, `meanwhile` does its harm. */
async function uploadThrough(
  page: Page,
  proxy: Proxy,
  meanwhile?: () => Promise<void> | void,
): Promise<{ seconds: number; ratio: number }> {
  await open(page, 'restore', proxy);
  const began = Date.now();
  await upload(page, archive, KEY);
  await expect(heading(page, t('upload.title', { filename: 'huge.tar.enc' }))).toBeVisible();
  await meanwhile?.();
  await expect(page.getByText(t('report.fits'))).toBeVisible({ timeout: 1_500_000 });
  const seconds = (Date.now() - began) / 1000;
  const ratio = (await proxy.received()) / size;
  expect(ratio).toBeGreaterThan(0.99);
  return { seconds, ratio };
}

function tell(what: string, facts: { seconds: number; ratio: number; memory?: number }): void {
  const { seconds, ratio, memory } = facts;
  const peak = memory === undefined ? '' : `, ${Math.round(memory / MB)} MB over idle`;
  console.log(
    `${what}: ${Math.round(size / MB)} MB in ${seconds.toFixed(1)} s, ${ratio.toFixed(3)} sent${peak}`,
  );
}

for (const limit of ['1m', '100m']) {
  test(`through nginx that takes ${limit} in one request`, async ({ page, startSite }) => {
    test.skip(isNginxSkipped(), 'There is no nginx here');
    const site = await startSite('magazine');
    const proxy = behind(await startNginx(site.url, { maxBody: limit }));
    const memory = await watchMemory(site);
    const facts = { ...(await uploadThrough(page, proxy)), memory: memory.end() };
    tell(`nginx ${limit}`, facts);
    expect(facts.ratio).toBeLessThan(MOST);
    expect(facts.memory).toBeLessThan(MOST_MEMORY);

    await restoreUploaded(page, site);
  });
}

/** What came over the line is whole. */
async function restoreUploaded(page: Page, site: Site): Promise<void> {
  await confirmRestore(page, { safetyCopy: false });
  await expect(heading(page, t('job.restore.done'))).toBeVisible({ timeout: 300_000 });
  expect(await largestFile(site)).toBe(BYTES);
}

async function largestFile(site: Site): Promise<number> {
  const sizes = execFileSync('find', [site.uploadsDir, '-type', 'f', '-printf', '%s\n']);
  return Math.max(...sizes.toString().trim().split('\n').map(Number));
}

test('through a line that breaks every few seconds', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  const line = behind(await startLine(site.url));
  const facts = await uploadThrough(page, line, () =>
    line.change({ bytesPerSecond: 10 * MB, cutAfterMs: 3000 }),
  );
  tell(`cut every 3 s, ${line.cuts()} times on the way`, facts);
  expect(line.cuts()).toBeGreaterThan(1);
  expect(facts.ratio).toBeLessThan(MOST);
  await restoreUploaded(page, site);
});

test('over a line so slow that one request would run out of time', async ({ page, startSite }) => {
  const timeout = 5000;
  const site = await startSite('magazine', { env: { REQUEST_TIMEOUT: String(timeout) } });
  const line = behind(await startLine(site.url));
  const facts = await uploadThrough(page, line, () => line.change({ bytesPerSecond: 10 * MB }));
  tell(`10 MB/s, with a request's time at ${timeout / 1000} s`, facts);
  expect(facts.seconds).toBeGreaterThan((2 * timeout) / 1000);
  expect(facts.ratio).toBeLessThan(MOST);
  await restoreUploaded(page, site);
});

test('to a server that is killed and started again in the middle', async ({ page, startSite }) => {
  const site = await startSite('magazine');
  const line = behind(await startLine(site.url));
  const facts = await uploadThrough(page, line, async () => {
    line.change({ bytesPerSecond: Math.max(10 * MB, BYTES / 30) });
    while ((await line.received()) < size / 2) await sleep(100);
    await site.stop('SIGKILL');
    await site.start();
  });
  tell('killed half-way', facts);
  expect(facts.ratio).toBeLessThan(MOST);
  await restoreUploaded(page, site);
});
