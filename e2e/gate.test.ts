import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { type JobCreated, RESTORING_HEADER } from '../shared/contract';
import { exportFrom, jobEnd, restoreTo, upload } from './support/site';
import { type FaultySite, faultySite } from './support/faults';

/** How a request of each kind is answered while content is replaced. */
let faulty: FaultySite;
let archive: Buffer;

beforeAll(async () => {
  faulty = await faultySite('magazine');
  await faulty.site.start();
  archive = await exportFrom(faulty.site, { encrypt: false });
});

interface Seen {
  status: number;
  headers: Headers;
  text: string;
}

async function ask(method: string, target: string, headers: HeadersInit = {}): Promise<Seen> {
  const response = await fetch(faulty.site.url + target, { method, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Does something while the server waits before a step, which then goes on. */
async function during<T>(step: string, work: (job: JobCreated) => Promise<T>): Promise<T> {
  const { site } = faulty;
  const { body } = await upload(site, archive);
  faulty.at('pause', step);
  const started = await site.api<JobCreated>('POST', '/lifeboat/restores', {
    upload: body.data.id,
  });
  await faulty.waiting();
  const result = await work(started.body.data);
  faulty.never();
  expect(await jobEnd(site, started.body.data)).toMatchObject({ state: 'done' });
  return result;
}

describe.each(['replaceContent', 'refreshServer'])('at %s', (step) => {
  it('others are told to come again, at once and in words that they understand', async () => {
    await during(step, async (job) => {
      const began = Date.now();
      const api = await ask('GET', '/api/tags', { Accept: 'application/json' });
      const admin = await ask('GET', '/admin/init', { Accept: 'application/json' });
      const login = await ask('POST', '/admin/login');
      const graphql = await ask('POST', '/graphql');
      expect(Date.now() - began).toBeLessThan(2000);
      for (const { status, headers, text } of [api, admin, login]) {
        expect(status).toBe(503);
        expect(headers.get('Retry-After')).toBe('5');
        expect(headers.get(RESTORING_HEADER)).toBe('1');
        expect(JSON.parse(text)).toMatchObject({ error: { details: { code: 'siteRestoring' } } });
      }
      expect(JSON.parse(graphql.text)).toMatchObject({ errors: [{ message: /restored/ }] });

      const page = await ask('GET', '/admin/settings', { Accept: 'text/html,*/*' });
      expect(page.status).toBe(503);
      expect(page.text).toContain('The site is being restored');

      const elsewhere = await ask('GET', '/api/tags', { Origin: 'https://www.example.com' });
      expect(elsewhere.headers.get('Access-Control-Allow-Origin')).toBe('https://www.example.com');

      expect((await ask('HEAD', '/_health')).status).toBe(204);
      const progress = await ask('GET', `/lifeboat/jobs/${job.id}`, {
        'Lifeboat-Ticket': job.ticket,
      });
      expect(progress.status).toBe(200);
    });
    expect((await ask('GET', '/admin/init')).status).toBe(200);
  });
});

it('while the safety copy is made, others may read and sign in but not write', async () => {
  const { site } = faulty;
  await during('makeSafetyCopy', async () => {
    expect((await ask('GET', '/admin/init')).status).toBe(200);
    expect(await site.login()).toBeTruthy();
    const refused = await site.api('PUT', '/admin/users/me', { firstname: 'Late' });
    expect(refused).toMatchObject({
      status: 503,
      body: { error: { details: { code: 'siteRestoring' } } },
    });
  });
  const written = await site.api('PUT', '/admin/users/me', { firstname: 'Demo' });
  expect(written.status).toBe(200);
});

describe('under load', () => {
  const PER_SECOND = 200;

  /** Sends a request every few milliseconds until told to stop. */
  function load(target: string, token: string) {
    const statuses = new Map<number, number>();
    const waited: number[] = [];
    const refusedAt: number[] = [];
    const underWay = new Set<Promise<void>>();
    const one = async (): Promise<void> => {
      const began = performance.now();
      const response = await fetch(faulty.site.url + target, {
        headers: { Authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(9000),
      });
      await response.arrayBuffer();
      waited.push(performance.now() - began);
      statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
      if (response.status === 503) refusedAt.push(performance.now());
    };
    let sent = 0;
    const start = performance.now();
    const timer = setInterval(() => {
      for (; sent < ((performance.now() - start) / 1000) * PER_SECOND; sent += 1) {
        const asking = one()
          .catch(() => void statuses.set(0, (statuses.get(0) ?? 0) + 1))
          .finally(() => underWay.delete(asking));
        underWay.add(asking);
      }
    }, 5);
    return async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      const refusedFor = refusedAt.length ? refusedAt.at(-1)! - refusedAt[0]! : 0;
      return { statuses, refusedFor, longest: Math.max(...waited) };
    };
  }

  it.each([
    ['an export', () => exportFrom(faulty.site, { encrypt: false })],
    ['a restore', () => restoreTo(faulty.site, archive)],
  ])('during %s nothing fails and nothing hangs', async (what, job) => {
    const made = await faulty.site.api<{ accessKey: string }>('POST', '/admin/api-tokens', {
      name: what,
      description: '',
      type: 'read-only',
      lifespan: null,
    });
    const end = load('/api/tags?pagination[pageSize]=5', made.body.data.accessKey);
    await sleep(500);
    await job();
    await sleep(500);
    const { statuses, refusedFor, longest } = await end();
    console.log(
      `${what}: ${JSON.stringify([...statuses])}, refused for ${refusedFor.toFixed(0)} ms, longest wait ${longest.toFixed(0)} ms`,
    );
    expect(statuses.get(200)).toBeGreaterThan(PER_SECOND / 2);
    expect([...statuses.keys()].filter((status) => ![200, 503].includes(status))).toEqual([]);
    if (what === 'an export') expect(statuses.has(503)).toBe(false);
  });
});
