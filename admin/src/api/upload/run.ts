import type { UploadCreated, UploadStatus } from '../../../../shared/contract';
import { createSpeedometer } from '../../format/speed';
import { tidyKey } from '../../key';
import type { Failure } from '../failure';
import { failureOfJob, isPassing, RequestError, toFailure } from '../failure';
import { fingerprint } from './fingerprint';
import type { Sender, SenderEvents, SenderOptions } from './sender';
import { createSender } from './sender';
import type { TokenSource } from './token';
import type { ReadyUpload, UploadsApi } from './uploads';
import type { Source, UploadView } from './view';
import { viewOf } from './view';
import {
  findUploadOf,
  idOfTusUrl,
  isLost,
  isReady,
  isWhole,
  keyProblemOf,
  tusUrl,
} from './uploads';

export type { Source, UploadView } from './view';

const POLL_MS = 700;
/** While an answer is expected that somebody waits for: whether the key is right, whether it is ready. */
const QUICK_POLL_MS = 60;
const QUICK_FOR_MS = 3000;
const PATIENCE_MS = 2000;

interface Tools {
  api: UploadsApi;
  backendURL: string;
  tokens: TokenSource;
  /** Replaced in tests. */
  openSender?(options: SenderOptions, events: SenderEvents): Sender;
}

/** The person stopped it; no error to show. */
export class UploadAborted extends Error {}

/**
 * Brings one archive to where it can be restored: sends what the server has not got of it, and asks all the while what
 * the server finds in it.
 */
export function createRun(source: Source, tools: Tools, onChange: (view: UploadView) => void) {
  const { api, backendURL, tokens, openSender = createSender } = tools;
  let view = viewOf(source);
  let key = 'key' in source ? source.key : '';
  let id: string | null = null;
  let ticket: string | null = null;
  let sender: Sender | null = null;
  let isOver = false;
  /** The server forgets keys when it restarts; it gets this one again by itself, once. */
  let wasKeyGivenAgain = false;
  /** Counts keys given and other tries, so that an answer from before one is told from one after it. */
  let tries = 0;
  let quickUntil = 0;
  let settle: { resolve(upload: UploadCreated): void; reject(error: Error): void };
  const done = new Promise<UploadCreated>((resolve, reject) => (settle = { resolve, reject }));

  const change = (changes: Partial<UploadView>) => {
    if (isOver) return;
    view = { ...view, ...changes };
    onChange(view);
  };

  const expectSoon = () => {
    quickUntil = Date.now() + QUICK_FOR_MS;
  };

  function end(): void {
    isOver = true;
    sender?.stop();
  }

  function fail(failure: Failure): void {
    if (isOver) return;
    end();
    settle.reject(new RequestError(failure));
  }

  async function begin(): Promise<void> {
    if ('status' in source) await takeAgain(source.status);
    else if ('serverFile' in source) {
      const { filename } = source.serverFile;
      take(await api.openServerArchive({ filename, ...(key && { key }) }));
    } else await send(source.file);
    const upload = await follow();
    if (upload === null) return;
    sender?.stop();
    const { archive } = upload;
    const report = await patiently(() => api.report(upload.id));
    if (isOver) return;
    end();
    settle.resolve({ id: upload.id, archive, report });
  }

  async function send(file: File): Promise<void> {
    // Needed by the first request to the line, and asked for while others are answered.
    tokens.get().catch(() => undefined);
    const mark = await fingerprint(file);
    const locate = async () => findUploadOf(await api.list(), file.size, mark);
    const begun = await patiently(locate);
    if (isOver) return;
    if (begun) {
      id = begun.id;
      const isAllThere = isReady(begun) || isWhole(begun);
      if (isAllThere) change({ line: null });
      if (key && !isReady(begun)) await giveKey(key);
      else await takeAgain(begun);
      if (isAllThere || isOver) return;
    }

    const urlOf = (status: UploadStatus | null) => status && tusUrl(backendURL, status.id);
    let measure = createSpeedometer();
    sender = openSender(
      {
        file,
        metadata: { filename: file.name, fingerprint: mark },
        endpoint: tusUrl(backendURL),
        url: urlOf(begun),
        tokens,
        ticket: () => ticket,
        prepare: async (url) => {
          if (key) await sendKey(idOfTusUrl(url));
        },
        locate: async () => urlOf(await locate()),
      },
      {
        onCreated: (url) => {
          id = idOfTusUrl(url);
          expectSoon();
        },
        onState: (line) => {
          measure = createSpeedometer();
          if (line === 'sent') expectSoon();
          change({ line, speed: null, secondsLeft: null });
        },
        onProgress: (sent, confirmed) =>
          change({ sent, confirmed, ...measure(sent, file.size, Date.now()) }),
        onFatal: (failure) => void explainFatal(failure),
      },
    );
    sender.start();
  }

  /** The protocol's own refusals give no reason; the upload's status does. */
  async function explainFatal(failure: Failure): Promise<void> {
    const told = id === null || failure.code ? null : await api.status(id, ticket).catch(toFailure);
    if (told && 'state' in told && told.state === 'failed') take(told);
    if (told && 'details' in told && told.code) fail(told);
    if (id !== null && failure.code === 'diskFull') halt(failure);
    else if (!view.serverFailure) fail(failure);
  }

  /** Nothing more is sent until somebody has mended the server and says so. */
  function halt(failure: Failure): void {
    sender?.pause();
    change({ serverFailure: failure });
  }

  /** What an earlier visit has left may have failed; who goes on with it wants it tried again. */
  async function takeAgain(status: UploadStatus): Promise<void> {
    take(status.canRetry ? await patiently(() => api.retry(status.id)) : status);
  }

  async function tryAgain(): Promise<void> {
    if (!view.serverFailure || id === null) return;
    change({ serverFailure: null });
    try {
      const status = await api.retry(id);
      expectSoon();
      tries += 1;
      take(status);
      if (!view.serverFailure) sender?.resume();
    } catch (error) {
      change({ serverFailure: toFailure(error) });
    }
  }

  /** Asks until the archive is ready; null when it never will be. */
  async function follow(): Promise<ReadyUpload | null> {
    for (;;) {
      if (isOver) return null;
      if (view.status && isReady(view.status)) return view.status;
      const before = tries;
      const answer = id === null ? null : await api.status(id, ticket).catch(toFailure);
      if (isOver) return null;
      if (answer && 'state' in answer) {
        if (before === tries) take(answer);
        if (isReady(answer)) continue;
      } else if (answer?.status === 404) {
        fail({ ...answer, code: answer.code ?? 'uploadNotFound' });
      } else if (answer) change({ unanswered: true });
      await rest();
    }
  }

  async function rest(): Promise<void> {
    for (const end = Date.now() + POLL_MS; Date.now() < end && !isOver; ) {
      await sleep(QUICK_POLL_MS);
      if (Date.now() < quickUntil) return;
    }
  }

  function take(status: UploadStatus): void {
    id = status.id;
    ticket = status.ticket;
    change({ status, size: status.size, unanswered: false });
    if (isOver) return;
    if (status.canRetry && status.error) {
      halt(failureOfJob(status.error));
    } else if (isLost(status) && status.error) {
      discard();
      fail(failureOfJob(status.error));
    } else if (keyProblemOf(status) === 'keyMissing' && key && !wasKeyGivenAgain) {
      wasKeyGivenAgain = true;
      void giveKey(key);
    } else if (keyProblemOf(status) === 'keyWrong' && tidyKey(key) !== key) {
      void giveKey(tidyKey(key));
    } else if (status.state !== 'failed') {
      wasKeyGivenAgain = false;
    }
  }

  async function sendKey(to: string): Promise<UploadStatus> {
    const status = await api.giveKey(to, key);
    expectSoon();
    tries += 1;
    ticket = status.ticket;
    return status;
  }

  /** Gives a key for an upload under way, or another one than before. */
  async function giveKey(given: string): Promise<void> {
    key = given;
    change({ keyFailure: null });
    // Before there is an upload: it gets the key with its first part.
    if (id === null) return;
    try {
      take(await sendKey(id));
    } catch (error) {
      change({ keyFailure: toFailure(error) });
    }
  }

  function discard(): void {
    // Without an answer it is dropped later, by the server itself.
    if (id !== null) void api.discard(id).catch(() => {});
  }

  async function patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (isOver || !isPassing(toFailure(error))) throw error;
        change({ unanswered: true });
        await sleep(PATIENCE_MS);
      }
    }
  }

  begin().catch((error: unknown) => fail(toFailure(error)));
  onChange(view);

  return {
    done,
    pause: () => sender?.pause(),
    resume: () => sender?.resume(),
    giveKey,
    tryAgain,
    /** What this run has brought to the server is deleted; what was there before it stays. */
    cancel(): void {
      if (isOver) return;
      end();
      if (!('status' in source)) discard();
      settle.reject(new UploadAborted());
    },
    /** What is on the server stays there for a while. */
    leave(): void {
      if (isOver) return;
      end();
      settle.reject(new UploadAborted());
    },
  };
}

export type Run = ReturnType<typeof createRun>;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
