import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ApiErrorBody } from '../../../shared/contract';
import { LifeboatError } from '../errors';
import type { Arrivals } from '../services/arrivals';
import { answerTus } from './tus';

const ID = 'b6f2c0de-0000-4000-8000-000000000000';
const SIZE = 4 * 1024 * 1024;

let server: Server;
let address: string;
/** What taking a part comes to, after its first bytes. */
let problem: unknown;

beforeEach(async () => {
  vi.stubGlobal('strapi', { log: { error: vi.fn() } });
  const arrivals = {
    offset: async () => ({ size: SIZE, received: 0, filename: 'a.tar' }),
    async append(_id: string, _offset: number, bytes: AsyncIterable<Buffer>) {
      try {
        for await (const { length } of bytes) if (length > 0) throw problem;
      } finally {
        // As long as a file takes to be closed.
        await sleep(50);
      }
      return 0;
    },
  } as Partial<Arrivals> as Arrivals;
  server = createServer((req, res) => {
    // As `strapi::cors` has it.
    res.setHeader('Access-Control-Allow-Origin', 'https://admin.test');
    res.setHeader('Access-Control-Expose-Headers', 'Server-Authorization');
    void answerTus({ req, res, params: { id: ID } } as unknown as Context, arrivals);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/lifeboat/tus/${ID}`;
});
afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

const part = (): Promise<Response> =>
  fetch(address, {
    method: 'PATCH',
    headers: {
      Origin: 'https://elsewhere.test',
      'Tus-Resumable': '1.0.0',
      'Upload-Offset': '0',
      'Content-Type': 'application/offset+octet-stream',
    },
    body: new Uint8Array(SIZE),
  });

describe('a part that can not be taken', () => {
  it.each([
    ['a full disk', Object.assign(new Error('no space'), { code: 'ENOSPC' }), 507, 'diskFull'],
    ['what is no archive', new LifeboatError('notAnArchive'), 400, 'notAnArchive'],
    ['anything else', new Error('odd'), 500, 'unexpected'],
  ])('is answered with its reason: %s', async (_what, thrown, status, code) => {
    problem = thrown;
    for (let times = 0; times < 3; times += 1) {
      const answer = await part();
      const { error } = (await answer.json()) as { error: ApiErrorBody };
      expect([answer.status, error.details.code]).toEqual([status, code]);
    }
  });

  it('is told to those whom Strapi lets read it, and to nobody else', async () => {
    problem = new LifeboatError('notAnArchive');
    const { headers } = await part();
    expect(headers.get('Access-Control-Allow-Origin')).toBe('https://admin.test');
    expect(headers.get('Access-Control-Expose-Headers')).toMatch(
      /^Server-Authorization, .*Upload-Offset/,
    );
  });
});
