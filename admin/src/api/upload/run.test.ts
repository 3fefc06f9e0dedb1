import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorCode, Report, UploadStatus } from '../../../../shared/contract';
import { RequestError } from '../failure';
import { fingerprint } from './fingerprint';
import type { Source, UploadView } from './run';
import { createRun, UploadAborted } from './run';
import type { SenderEvents, SenderOptions } from './sender';
import type { UploadsApi } from './uploads';

const file = new File(['abc'], 'archive.tar');
const FINGERPRINT = await fingerprint(file);
const STATUS: UploadStatus = {
  id: 'one',
  ticket: 'its ticket',
  state: 'receiving',
  filename: 'archive.tar',
  fingerprint: FINGERPRINT,
  from: 'browser',
  size: 3,
  received: 1,
  read: 0,
  receiving: false,
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: '2026-01-02T00:00:00Z',
};
const READY = { ...STATUS, state: 'ready', received: 3, archive: {} } as UploadStatus;
const failed = (code: ErrorCode, status = 400): UploadStatus => ({
  ...STATUS,
  state: 'failed',
  error: { status, name: 'Error', message: '', details: { code } },
});

/** A run against a server whose status is what the test last set. */
function follow(source: Source, open: UploadStatus[] = []) {
  const server = { status: STATUS };
  const api = {
    list: vi.fn(async () => open),
    status: vi.fn(async () => server.status),
    giveKey: vi.fn(async (_id: string, _key: string) => (server.status = STATUS)),
    retry: vi.fn(async (_id: string) => (server.status = STATUS)),
    discard: vi.fn(async () => {}),
    report: vi.fn(async () => ({}) as Report),
    openServerArchive: vi.fn(async () => ({ ...STATUS, from: 'server' as const })),
    serverArchives: vi.fn(),
    space: vi.fn(),
  } satisfies UploadsApi;
  const sender = { start: vi.fn(), pause: vi.fn(), resume: vi.fn(), stop: vi.fn() };
  let sending: { options: SenderOptions; events: SenderEvents } | null = null;
  let view: UploadView | null = null;
  const run = createRun(
    source,
    {
      api,
      backendURL: 'https://site.test',
      tokens: { get: async () => null, forget: () => {} },
      openSender: (options, events) => {
        sending = { options, events };
        return sender;
      },
    },
    (next) => (view = next),
  );
  const outcome = run.done.catch((error: Error) => error);
  return { run, api, sender, server, outcome, sending: () => sending!, view: () => view! };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

/** Reading the file takes turns that no timer knows of. */
async function begun({ sender }: ReturnType<typeof follow>) {
  await vi.waitFor(() => expect(sender.start).toHaveBeenCalled());
}
const poll = () => vi.advanceTimersByTimeAsync(800);

describe('createRun', () => {
  it('sends a file under its fingerprint, the key before the first part', async () => {
    const one = follow({ file, key: 'secret' });
    await begun(one);
    const { options, events } = one.sending();
    expect(options.url).toBeNull();
    expect(options.metadata).toEqual({ filename: 'archive.tar', fingerprint: FINGERPRINT });
    events.onCreated('https://site.test/lifeboat/tus/one');
    await options.prepare('https://site.test/lifeboat/tus/one');
    expect(one.api.giveKey).toHaveBeenCalledWith('one', 'secret');

    one.server.status = READY;
    await poll();
    expect(await one.outcome).toEqual({ id: 'one', archive: {}, report: {} });
  });

  it('goes on with an upload of the same file', async () => {
    const one = follow({ file, key: '' }, [STATUS]);
    await begun(one);
    expect(one.sending().options.url).toBe('https://site.test/lifeboat/tus/one');
  });

  it('sends nothing of a file that is there', async () => {
    const one = follow({ file, key: '' }, [READY]);
    expect(await one.outcome).toMatchObject({ id: 'one' });
    expect(one.sender.start).not.toHaveBeenCalled();
  });

  it('gives the key again, once, when the server has forgotten it', async () => {
    const one = follow({ file, key: 'secret' });
    await begun(one);
    one.sending().events.onCreated('https://site.test/lifeboat/tus/one');
    one.server.status = failed('keyMissing');
    await poll();
    await poll();
    expect(one.api.giveKey).toHaveBeenCalledTimes(1);
    expect(one.view().status?.state).toBe('receiving');

    one.api.giveKey.mockImplementation(async () => failed('keyMissing'));
    one.server.status = failed('keyMissing');
    for (let polls = 0; polls < 5; polls++) await poll();
    expect(one.api.giveKey).toHaveBeenCalledTimes(2);
    one.run.leave();
  });

  it('stops and throws away what is no archive', async () => {
    const one = follow({ status: STATUS });
    one.server.status = failed('notAnArchive');
    await poll();
    const error = await one.outcome;
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ failure: { code: 'notAnArchive' } });
    expect(one.api.discard).toHaveBeenCalledWith('one');
  });

  it('stops sending while the server has no disk, and goes on when told that there is room', async () => {
    const one = follow({ file, key: '' }, [STATUS]);
    await begun(one);
    one.server.status = { ...failed('diskFull', 507), canRetry: true };
    await poll();
    expect(one.view().serverFailure).toMatchObject({ code: 'diskFull' });
    expect(one.sender.pause).toHaveBeenCalled();
    expect(one.api.discard).not.toHaveBeenCalled();

    // Still none.
    one.api.retry.mockImplementationOnce(async () => one.server.status);
    await one.run.tryAgain();
    expect(one.view().serverFailure).toMatchObject({ code: 'diskFull' });
    expect(one.sender.resume).not.toHaveBeenCalled();

    await one.run.tryAgain();
    expect(one.view().serverFailure).toBeNull();
    expect(one.sender.resume).toHaveBeenCalledTimes(1);
    one.server.status = READY;
    await poll();
    expect(await one.outcome).toMatchObject({ id: 'one' });
  });

  it('does the same when it is a part for which there is no disk', async () => {
    const one = follow({ file, key: '' }, [STATUS]);
    await begun(one);
    one.sending().events.onFatal({ status: 507, code: 'diskFull', message: '', details: {} });
    await vi.waitFor(() => expect(one.view().serverFailure).toMatchObject({ code: 'diskFull' }));
    await one.run.tryAgain();
    expect(one.sender.resume).toHaveBeenCalledTimes(1);
    one.run.leave();
  });

  it('tries again what an earlier visit has left', async () => {
    const left: UploadStatus = { ...failed('diskFull', 507), canRetry: true };
    const one = follow({ status: left });
    await vi.waitFor(() => expect(one.api.retry).toHaveBeenCalledWith('one'));
    one.server.status = READY;
    await poll();
    expect(await one.outcome).toMatchObject({ id: 'one' });

    const other = follow({ file, key: '' }, [left]);
    await begun(other);
    expect(other.api.retry).toHaveBeenCalledWith('one');
    other.run.leave();
  });

  it('says why a part was refused, in the words of the upload', async () => {
    const one = follow({ file, key: '' }, [STATUS]);
    await begun(one);
    one.server.status = failed('archiveDamaged');
    one.sending().events.onFatal({ status: 400, code: null, message: '', details: {} });
    expect(await one.outcome).toMatchObject({ failure: { code: 'archiveDamaged' } });
    expect(one.sender.stop).toHaveBeenCalled();
  });

  it('asks on while the server does not answer', async () => {
    const one = follow({ serverFile: { filename: 'a.tar', size: 3 }, key: '' });
    await poll();
    one.api.status.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await poll();
    expect(one.view().unanswered).toBe(true);
    one.server.status = READY;
    await poll();
    expect(await one.outcome).toMatchObject({ id: 'one' });
  });

  it('deletes what was cancelled, and nothing of what was left', async () => {
    const cancelled = follow({ serverFile: { filename: 'a.tar', size: 3 }, key: '' });
    await poll();
    cancelled.run.cancel();
    expect(await cancelled.outcome).toBeInstanceOf(UploadAborted);
    expect(cancelled.api.discard).toHaveBeenCalledWith('one');

    const left = follow({ status: STATUS });
    left.run.leave();
    expect(await left.outcome).toBeInstanceOf(UploadAborted);
    expect(left.api.discard).not.toHaveBeenCalled();
  });
});
