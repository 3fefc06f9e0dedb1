import type { HttpRequest, HttpResponse, UploadOptions } from 'tus-js-client';
import { DetailedError } from 'tus-js-client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../failure';
import type { LineState } from './sender';
import { createSender } from './sender';

const KB = 1024;
const MB = 1024 * KB;
const CREATED = 'https://site.test/lifeboat/tus/one';

/** What the server answers to the next part; `null`: the connection is lost, `half`: when half of it has arrived. */
type Answer = null | { status: number; body?: string } | 'half' | 'accepted';

/** Does with each part what the test says, in place of tus-js-client and a server. */
function fakeServer(size: number, answers: Answer[]) {
  const parts: Array<{ offset: number; bytes: number; method: string; token?: string }> = [];
  const created: string[] = [];
  let offset = 0;

  function createUpload(_file: File, given: UploadOptions) {
    const options = { ...given };
    let isOver = false;
    const upload = {
      options,
      url: options.uploadUrl ?? null,
      start: () => void run(),
      abort: async () => void (isOver = true),
    };

    async function ask(method: string, headers: Record<string, string> = {}) {
      const request = fakeRequest(method, headers);
      try {
        await options.onBeforeRequest?.(request);
        return request;
      } catch (error) {
        if (!isOver) options.onError?.(errorOf(request, null, error as Error));
        return null;
      }
    }

    async function run() {
      const isNew = upload.url === null;
      if (!(await ask(isNew ? 'POST' : 'HEAD'))) return;
      if (isNew) created.push((upload.url = CREATED));
      options.onUploadUrlAvailable?.();
      while (offset < size && !isOver) {
        options.onProgress?.(offset, size);
        const request = options.overridePatchMethod
          ? await ask('POST', { 'X-HTTP-Method-Override': 'PATCH' })
          : await ask('PATCH');
        if (!request || isOver) return;
        const bytes = Math.min(options.chunkSize ?? Infinity, size - offset);
        const token = request.getHeader('Authorization');
        parts.push({ offset, bytes, method: request.getMethod(), token });
        const answer = answers.length > 0 ? answers.shift()! : 'accepted';
        if (answer === 'half') offset += bytes / 2;
        if (answer === 'half') return options.onError?.(errorOf(request, null));
        if (answer !== 'accepted') return options.onError?.(errorOf(request, answer));
        offset += bytes;
        options.onChunkComplete?.(bytes, offset, size);
      }
      if (!isOver) options.onSuccess?.({ lastResponse: {} as HttpResponse });
    }
    return upload;
  }
  return { createUpload, parts, created };
}

function fakeRequest(method: string, headers: Record<string, string>): HttpRequest {
  return {
    getMethod: () => method,
    getURL: () => CREATED,
    getHeader: (name: string) => headers[name],
    setHeader: (name: string, value: string) => void (headers[name] = value),
  } as HttpRequest;
}

function errorOf(request: HttpRequest, answer: Exclude<Answer, string>, cause?: Error) {
  const response = answer && { getStatus: () => answer.status, getBody: () => answer.body ?? '' };
  const Detailed = DetailedError as unknown as new (
    message: string,
    cause: Error | undefined,
    request: HttpRequest,
    response: unknown,
  ) => DetailedError;
  return new Detailed('failed', cause, request, response);
}

function send(
  size: number,
  answers: Answer[],
  { url = null as string | null, ticket = null as string | null } = {},
) {
  const server = fakeServer(size, answers);
  const states: LineState[] = [];
  const fatal: Failure[] = [];
  const prepared: string[] = [];
  let online = () => {};
  let tokens = 1;
  const file = { size, slice: () => new Blob(['x']) } as unknown as File;
  const sender = createSender(
    {
      file,
      metadata: { filename: 'archive.tar' },
      endpoint: 'https://site.test/lifeboat/tus',
      url,
      tokens: { get: async () => `${tokens}`, forget: () => void (tokens += 1) },
      ticket: () => ticket,
      prepare: async (to) => void prepared.push(to),
      locate: async () => null,
    },
    {
      onCreated: () => {},
      onState: (state) => states.push(state),
      onProgress: () => {},
      onFatal: (failure) => fatal.push(failure),
    },
    {
      createUpload: server.createUpload as never,
      whenOnline: (listener) => {
        online = listener;
        return () => (online = () => {});
      },
    },
  );
  sender.start();
  return { ...server, sender, states, fatal, prepared, goOnline: () => online() };
}

const sizes = ({ parts }: Pick<ReturnType<typeof send>, 'parts'>) =>
  parts.map(({ bytes }) => bytes);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Long enough for all that does not wait for the network. */
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('createSender', () => {
  it('begins with a small part, prepares once, and sends all', async () => {
    const sent = send(100 * MB, []);
    await settle();
    expect(sizes(sent).slice(0, 4)).toEqual([64 * KB, 8 * MB, 16 * MB, 32 * MB]);
    expect(sent.prepared).toEqual([CREATED]);
    expect(sent.states).toEqual(['sending', 'sent']);
    expect(sent.parts[0]?.token).toBe('Bearer 1');
  });

  it('waits longer and longer, for as long as there is no connection', async () => {
    const sent = send(64 * KB, Array<Answer>(40).fill(null));
    await settle();
    expect(sent.states).toEqual(['sending', 'waiting']);
    await vi.advanceTimersByTimeAsync(500);
    expect(sent.parts).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(999);
    expect(sent.parts).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(20 * 60_000);
    expect(sent.states.at(-1)).toBe('sent');
    expect(sent.fatal).toEqual([]);
    expect(sent.created).toEqual([CREATED]);
  });

  it('goes on at once when the browser is online again', async () => {
    const sent = send(64 * KB, [null, null, null]);
    await vi.advanceTimersByTimeAsync(1500);
    expect(sent.states.at(-1)).toBe('waiting');
    sent.goOnline();
    await settle();
    expect(sent.states.at(-1)).toBe('sent');
  });

  it('goes on where it was, with smaller parts after one that was lost', async () => {
    const sent = send(20 * MB, ['accepted', null]);
    await vi.advanceTimersByTimeAsync(500);
    expect(sizes(sent).slice(0, 3)).toEqual([64 * KB, 8 * MB, 4 * MB]);
    expect(sent.parts.slice(1, 3).map(({ offset }) => offset)).toEqual([64 * KB, 64 * KB]);
    expect(sent.states.at(-1)).toBe('sent');
  });

  it('does not wait longer each time on a line that lets something through', async () => {
    const sent = send(8 * MB, ['accepted', ...Array<Answer>(8).fill('half')]);
    await vi.advanceTimersByTimeAsync(8 * 500);
    expect(sent.states.at(-1)).toBe('sent');
  });

  it('makes smaller parts where the browser has tried again by itself', async () => {
    const sent = send(20 * MB, ['accepted', { status: 409 }]);
    await vi.advanceTimersByTimeAsync(500);
    expect(sizes(sent).slice(0, 3)).toEqual([64 * KB, 8 * MB, 4 * MB]);
    expect(sent.states.at(-1)).toBe('sent');
  });

  it('finds the size that a proxy takes, without a wait', async () => {
    const refused = { status: 413, body: '<html>' };
    const sent = send(4 * MB, ['accepted', refused, refused, refused]);
    await settle();
    const rest = 4 * MB - 64 * KB;
    expect(sizes(sent).slice(1, 4)).toEqual([rest, rest / 2, rest / 4]);
    expect(sent.states).not.toContain('waiting');
    expect(Math.max(...sizes(sent).slice(4))).toBeLessThan(rest / 4);
    expect(sent.states.at(-1)).toBe('sent');
  });

  it('says so when a proxy takes nothing', async () => {
    const sent = send(MB, Array<Answer>(3).fill({ status: 413 }));
    await settle();
    expect(sent.fatal).toMatchObject([{ status: 413, code: null }]);
  });

  it('sends parts as POST where PATCH is not let through', async () => {
    const sent = send(MB, [{ status: 405 }]);
    await settle();
    expect(sent.parts.map(({ method }) => method)).toEqual(['PATCH', 'POST', 'POST']);
  });

  it('renews a token that is refused, once', async () => {
    const sent = send(64 * KB, [{ status: 401 }]);
    await settle();
    expect(sent.parts.map(({ token }) => token)).toEqual(['Bearer 1', 'Bearer 2']);
    const refused = send(64 * KB, [{ status: 401 }, { status: 401 }]);
    await settle();
    expect(refused.fatal).toMatchObject([{ status: 401 }]);
  });

  it('sends parts by the ticket, and by a login when it holds no more', async () => {
    const sent = send(MB, ['accepted', { status: 401 }], { ticket: 'one' });
    await settle();
    expect(sent.parts.map(({ token }) => token)).toEqual([
      'Lifeboat one',
      'Lifeboat one',
      'Bearer 1',
    ]);
    expect(sent.states).not.toContain('waiting');
  });

  it('stops at an error of ours', async () => {
    const error = { status: 400, name: 'x', message: 'y', details: { code: 'notAnArchive' } };
    const sent = send(MB, [{ status: 400, body: JSON.stringify({ data: null, error }) }]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.fatal).toMatchObject([{ code: 'notAnArchive' }]);
    expect(sent.parts).toHaveLength(1);
  });

  it('is paused while it waits, and resumed where the server is', async () => {
    const sent = send(MB, ['accepted', null], { url: CREATED });
    await settle();
    sent.sender.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.states.at(-1)).toBe('paused');
    expect(sent.parts).toHaveLength(2);
    sent.sender.resume();
    await settle();
    expect(sent.states.at(-1)).toBe('sent');
    expect(sent.created).toEqual([]);
  });
});
