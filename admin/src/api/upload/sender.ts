import type { HttpRequest, UploadOptions } from 'tus-js-client';
import { DetailedError, Upload } from 'tus-js-client';
import type { TusMetadata } from '../../../../shared/contract';
import type { Failure } from '../failure';
import { failureOfBody, NO_ANSWER, toFailure } from '../failure';
import { createPartSizes } from './partSize';
import type { TokenSource } from './token';
import { judge } from './verdict';

const WAITS_MS = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];
/** Some lost connections are never told; one over which nothing moves for so long is taken as one. */
const STALLED_MS = 60_000;

export type LineState = 'sending' | 'waiting' | 'paused' | 'sent';

export interface SenderOptions {
  file: File;
  metadata: TusMetadata;
  /** Where uploads are created. */
  endpoint: string;
  /** Of an upload that has begun. */
  url: string | null;
  tokens: TokenSource;
  /** The right to send parts of the upload, which spares the server a login each; null while it is not known. */
  ticket(): string | null;
  /** What has to be done before the first part is sent; asked again until it has succeeded. */
  prepare(url: string): Promise<void>;
  /** Looks for the upload on the server, when it may have been created without our hearing of it. */
  locate(): Promise<string | null>;
}

export interface SenderEvents {
  onCreated(url: string): void;
  onState(state: LineState): void;
  /** Bytes that have left the browser, and those of them that the server has confirmed. */
  onProgress(sent: number, confirmed: number): void;
  /** Trying again would not help. */
  onFatal(failure: Failure): void;
}

/** Replaced in tests. */
export interface SenderTools {
  createUpload(file: File, options: UploadOptions): TusUpload;
  /** @returns what stops listening */
  whenOnline(listener: () => void): () => void;
}

type TusUpload = Pick<Upload, 'start' | 'abort' | 'url' | 'options'>;

const TOOLS: SenderTools = {
  createUpload: (file, options) => new Upload(file, options),
  whenOnline(listener) {
    window.addEventListener('online', listener);
    return () => window.removeEventListener('online', listener);
  },
};

/**
 * Sends a file by the tus protocol until all of it has arrived, however often the connection is lost on the way. The
 * browser reads each part from the disk when its turn comes; the file is never in memory.
 *
 * Each attempt is a tus upload of its own that knows nothing of those before it: it asks the server how much is there,
 * and sends parts until one fails. When and how to try again is decided here, since tus-js-client gives up after a
 * fixed number of times.
 */
export function createSender(
  options: SenderOptions,
  events: SenderEvents,
  { createUpload, whenOnline }: SenderTools = TOOLS,
) {
  const { file, tokens } = options;
  const parts = createPartSizes();
  let { url } = options;
  let state: LineState = 'sending';
  let confirmed = 0;
  let isPrepared = false;
  let overridden = false;
  let renewed = false;
  /** The server forgets tickets when it is restarted. */
  let staleTicket: string | null = null;
  let failures = 0;
  let stop: () => void = () => {};

  const enter = (next: LineState) => {
    state = next;
    events.onState(next);
  };

  function attempt(): void {
    let isOver = false;
    let isSendingPart = false;
    let partStart = 0;
    let partSize = parts.size();
    let offset: number | null = null;
    let ticket: string | null = null;
    let stalled: ReturnType<typeof setTimeout> | undefined;
    enter('sending');

    const end = () => {
      isOver = true;
      clearTimeout(stalled);
      void upload.abort();
    };
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => fail(NO_ANSWER), STALLED_MS);
    };
    const fail = (failure: Failure) => {
      if (isOver) return;
      end();
      if (failure.status === 401 && ticket !== null) {
        staleTicket = ticket;
        attempt();
      } else void goOn(failure, isSendingPart, partSize);
    };

    const upload = createUpload(file, {
      // A known upload must not be created anew, which tus-js-client does when the server can't find it just now.
      ...(url === null ? { endpoint: options.endpoint } : { uploadUrl: url }),
      metadata: { ...options.metadata },
      chunkSize: partSize,
      overridePatchMethod: overridden,
      retryDelays: null,
      // The server knows which uploads are there; what one person began is nothing for the next at this browser.
      storeFingerprintForResuming: false,

      onBeforeRequest: async (request) => {
        watch();
        isSendingPart = false;
        ticket = upload.url === null ? null : options.ticket();
        if (ticket === staleTicket) ticket = null;
        const token = ticket ?? (await tokens.get());
        if (token) request.setHeader('Authorization', `${ticket ? 'Lifeboat' : 'Bearer'} ${token}`);
        if (isPart(request) && !isPrepared && upload.url) {
          await options.prepare(upload.url);
          isPrepared = true;
        }
        // Stopped meanwhile: abort() can't stop what was not sent yet.
        if (isOver) throw new Error('stopped');
        isSendingPart = isPart(request);
        partSize = Math.min(parts.size(), file.size - confirmed);
        partStart = Date.now();
      },
      onUploadUrlAvailable: () => {
        if (isOver || upload.url === null) return;
        if (url === null) events.onCreated(upload.url);
        url = upload.url;
      },
      onProgress: (sent) => {
        if (isOver) return;
        watch();
        // The first is told before anything is sent: it is where the server wants us to go on.
        if (offset === null) {
          // Of a part that broke off, something may have come through: such a line is no worse than before.
          if (sent > confirmed) failures = 0;
          confirmed = offset = sent;
        }
        events.onProgress(sent, confirmed);
      },
      onChunkComplete: (bytes, accepted) => {
        if (isOver) return;
        parts.accepted(bytes, Date.now() - partStart);
        // tus-js-client reads it anew for each part.
        upload.options.chunkSize = parts.size();
        confirmed = accepted;
        failures = 0;
        renewed = false;
        events.onProgress(accepted, accepted);
      },
      onSuccess: () => {
        if (isOver) return;
        end();
        enter('sent');
      },
      onError: (error) => fail(failureOf(error)),
    });
    stop = end;
    watch();
    upload.start();
  }

  /** After an attempt that failed. */
  async function goOn(failure: Failure, wasPart: boolean, partSize: number): Promise<void> {
    let verdict = judge(failure, { isPart: wasPart, overridden, renewed });
    if (verdict === 'smaller' && !parts.tooLarge(partSize)) verdict = 'fatal';

    if (verdict === 'complete') return enter('sent');
    if (verdict === 'fatal') return events.onFatal(failure);
    if (verdict === 'wait') return wait(failure, wasPart);
    if (verdict === 'override') overridden = true;
    if (verdict === 'renew') {
      tokens.forget();
      renewed = true;
    }
    attempt();
  }

  async function retry(): Promise<void> {
    let isOver = false;
    stop = () => (isOver = true);
    if (url === null) url = await options.locate().catch(() => null);
    if (!isOver) attempt();
  }

  async function wait(failure: Failure, wasPart: boolean): Promise<void> {
    let isOver = false;
    const end = () => {
      isOver = true;
      clearTimeout(timer);
      deafen();
    };
    const again = () => {
      if (isOver) return;
      end();
      void retry();
    };
    const ms = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)];
    const timer = setTimeout(again, ms);
    const deafen = whenOnline(again);
    failures += 1;
    stop = end;
    enter('waiting');

    if (!wasPart) return;
    // Chromium sends a request again by itself when its connection is lost: the server has some of that part already.
    if (failure.status === null || failure.status === 409) parts.broken();
    if (failure.status !== null) return;
    // A file that was changed or taken away looks like a lost connection, too.
    if ((await isReadable(file)) || isOver) return;
    end();
    events.onFatal({ ...NO_ANSWER, local: 'fileUnreadable' });
  }

  return {
    start: attempt,
    pause(): void {
      if (state === 'sent' || state === 'paused') return;
      stop();
      enter('paused');
    },
    resume(): void {
      if (state === 'paused') attempt();
    },
    /** For good; no event comes any more. */
    stop: () => stop(),
  };
}

export type Sender = ReturnType<typeof createSender>;

/** Whether it carries bytes of the file. */
const isPart = (request: HttpRequest) =>
  request.getMethod() === 'PATCH' || request.getHeader('X-HTTP-Method-Override') === 'PATCH';

function failureOf(error: Error): Failure {
  if (!(error instanceof DetailedError)) return toFailure(error);
  const { originalResponse: response, causingError: cause } = error;
  if (!response) return cause ? toFailure(cause) : NO_ANSWER;
  return failureOfBody(parse(response.getBody()), response.getStatus());
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function isReadable(file: Blob): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
