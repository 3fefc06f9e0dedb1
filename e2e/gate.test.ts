import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
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

it('a file that comes slowly in one request holds no restore up, and is taken', async () => {
  const { site } = faulty;
  const { hostname, port } = new URL(site.url);
  const boundary = 'slow';
  const slow = request({
    ...{ hostname, port, method: 'POST', path: '/lifeboat/uploads', agent: false },
    headers: {
      Authorization: `Bearer ${await site.login()}`,
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
    },
  });
  const answered = once(slow, 'response') as Promise<[IncomingMessage]>;
  slow.write(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.tar"\r\n\r\n`,
  );
  slow.write(archive.subarray(0, 100_000));
  await sleep(500);

  const began = Date.now();
  // Its end comes while the site can't be read.
  await during('replaceContent', async () => {
    slow.write(archive.subarray(100_000));
    slow.end(`\r\n--${boundary}--\r\n`);
    await sleep(300);
  });
  // Each of two changes of the gate would have waited for it.
  expect(Date.now() - began).toBeLessThan(9000);
  const [answer] = await answered;
  expect(answer.statusCode).toBe(201);
  expect(JSON.parse(await text(answer))).toMatchObject({ data: { report: { blockers: [] } } });
});

it('timed tasks write neither while the copy is made nor while content is replaced', async () => {
  const restless = await faultySite('magazine', { env: { RESTLESS_CRON: 'true' } });
  const { site } = restless;
  await site.start();
  /** When the rows were written that the task has left. */
  const writtenAt = (): Promise<number[]> =>
    site.database.connected(async (connection) => {
      const rows = (await connection('tags').whereLike('name', 'cron %')) as { name: string }[];
      return rows.map(({ name }) => Number(name.slice('cron '.length))).sort();
    });
  const SECONDS = 3;
  for (const step of ['makeSafetyCopy', 'replaceContent']) {
    const { body } = await upload(site, archive);
    restless.at('pause', step);
    const { id } = body.data;
    const started = await site.api<JobCreated>('POST', '/lifeboat/restores', { upload: id });
    await restless.waiting();
    const from = Date.now();
    await sleep(SECONDS * 1000);
    const to = Date.now();
    restless.never();
    expect(await jobEnd(site, started.body.data)).toMatchObject({ state: 'done' });
    await sleep(SECONDS * 1000);
    const times = await writtenAt();
    // It goes on afterwards, which also shows that it would have been seen.
    expect(times.length, step).toBeGreaterThan(0);
    expect(
      times.filter((time) => time > from && time < to),
      step,
    ).toEqual([]);
  }
  await site.stop();
});

describe('under load', () => {
  const PER_SECOND = 200;
  /** A machine that can't serve so many in a second is asked for fewer, not for ever more at once. */
  const AT_ONCE = 32;
  const SWAP_MS = 1000;

  /** Sends a request every few milliseconds until told to stop. */
  function load(target: string, token: string) {
    const statuses = new Map<number, number>();
    const waited: number[] = [];
    const refusedAt: number[] = [];
    const served: [began: number, ended: number][] = [];
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
      else served.push([began, performance.now()]);
    };
    let sent = 0;
    const start = performance.now();
    const timer = setInterval(() => {
      const due = Math.floor(((performance.now() - start) / 1000) * PER_SECOND);
      for (; sent < due && underWay.size < AT_ONCE; sent += 1) {
        const asking = one()
          .catch(() => void statuses.set(0, (statuses.get(0) ?? 0) + 1))
          .finally(() => underWay.delete(asking));
        underWay.add(asking);
      }
      // What was due and could not be sent is not sent later.
      sent = due;
    }, 5);
    return async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      const [first = 0, last = 0] = [refusedAt[0], refusedAt.at(-1)];
      // Sent after one was refused and answered before another was: in the middle of the swap.
      const letIn = served.filter(([began, ended]) => began > first && ended < last).length;
      return { statuses, refusedFor: last - first, letIn, longest: Math.max(...waited) };
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
    const { statuses, refusedFor, letIn, longest } = await end();
    console.log(
      `${what}: ${JSON.stringify([...statuses])}, refused for ${refusedFor.toFixed(0)} ms, longest wait ${longest.toFixed(0)} ms`,
    );
    expect(statuses.get(200)).toBeGreaterThan(PER_SECOND / 2);
    expect([...statuses.keys()].filter((status) => ![200, 503].includes(status))).toEqual([]);
    if (what === 'an export') {
      expect(statuses.has(503)).toBe(false);
      return;
    }
    expect(statuses.get(503)).toBeGreaterThan(0);
    // The swap is one span of time, in which nobody is let in, and shorter than people notice.
    expect(letIn).toBe(0);
    expect(refusedFor).toBeLessThan(SWAP_MS);
  });
});
