import type { ApiErrorBody, ArchiveOrigin, UploadStatus } from '../../../shared/contract';
import { LifeboatError, asLifeboatError } from '../errors';
import { followFile } from './follow-file';
import type { StoredParts } from './part-store';
import type { Reports } from './report';
import { createTicket } from './tickets';
import type { Uploads } from './uploads';

/** An archive that is coming, or lies on this server, and is read as far as it is there. */
export interface Arrival {
  readonly facts: ArrivalFacts;
  /** The right to send parts of it, to this process. */
  readonly ticket: string;
  /** Milliseconds since 1970. */
  readonly touchedAt: number;
  readonly state: UploadStatus['state'];
  /** What reading it came to, unless another key or another try may mend it. */
  readonly failure: LifeboatError | undefined;
  status(): Omit<UploadStatus, 'expiresAt' | 'archive'>;
  /** There are so many bytes now. */
  grew(received: number): void;
  /** Between these two a part is arriving. What the server could not read is tried again with it, but not each time. */
  partBegins(): Promise<void>;
  partEnds(): void;
  /** Reads what is there, and waits for more, unless that is under way or was done. */
  read(): void;
  /** @throws LifeboatError `uploadComplete` when another key would change nothing any more */
  useKey(key: string): Promise<void>;
  /** Reads anew what could not be read for a reason of the server's, which may have been mended; else does nothing. */
  retry(): Promise<void>;
  /** Resolves when nothing is read any more and what had been unpacked is gone. */
  stop(): Promise<void>;
  /** {@link stop}, and nothing is read any more. */
  close(): Promise<void>;
}

export interface ArrivalFacts extends StoredParts {
  from: UploadStatus['from'];
  /** Where its bytes are. */
  path: string;
}

/** A reading that failed is not begun again with each part: it may have read for an hour. */
const RETRY_AFTER_MS = 1000;

/**
 * @param onEnd told when its bytes are needed no more: it was read to the end, or is no archive
 * @param tell told what whoever runs the server has to know
 */
export function createArrival(
  facts: ArrivalFacts,
  uploads: Pick<Uploads, 'receive'>,
  reports: Pick<Reports, 'origin'>,
  onEnd: () => Promise<void>,
  tell: (failure: LifeboatError) => void,
): Arrival {
  const { id, filename, size } = facts;
  let { received, touchedAt } = facts;
  let parts = 0;
  let key: string | undefined;
  let reading: Reading | undefined;
  let ready = false;
  let failure: LifeboatError | undefined;
  let retryAt = 0;
  let closed = false;
  /** Whoever waits for more bytes. */
  let wake: () => void = () => undefined;

  function begin(): Reading {
    const wanted = new AbortController();
    const mine: Reading = { bytes: 0, wanted, done: Promise.resolve() };
    const content = followFile(facts.path, size, (bytes) => grownBeyond(bytes, wanted.signal));
    mine.done = run(mine, content);
    return mine;
  }

  async function run(mine: Reading, content: AsyncGenerator<Buffer>): Promise<void> {
    const begunAt = Date.now();
    try {
      await uploads.receive(counted(mine, content), {
        id,
        filename,
        key,
        ownerId: facts.ownerId,
        onMetadata: (metadata) =>
          void reports.origin(metadata).then(
            (origin) => (mine.found = origin),
            // Only told early; the report will say it, or what is wrong with it.
            () => undefined,
          ),
      });
      ready = true;
      key = undefined;
      await onEnd();
    } catch (error) {
      if (mine.wanted.signal.aborted) return;
      failure = asLifeboatError(error, 'unexpected');
      retryAt = Date.now() + Math.max(RETRY_AFTER_MS, 2 * (Date.now() - begunAt));
      if (isOfServer(failure)) tell(failure);
      if (!canBeMended(failure)) await onEnd();
    } finally {
      mine.wanted.abort();
      wake();
      await content.return(undefined);
    }
  }

  async function grownBeyond(bytes: number, signal: AbortSignal): Promise<void> {
    while (received <= bytes && !signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    signal.throwIfAborted();
  }

  const arrival: Arrival = {
    facts,
    ticket: createTicket(),
    get touchedAt() {
      return touchedAt;
    },
    get state() {
      if (failure) return 'failed';
      if (ready) return 'ready';
      return received < size ? 'receiving' : 'checking';
    },
    get failure() {
      return failure && !canBeMended(failure) ? failure : undefined;
    },
    status() {
      const found: ArchiveOrigin | undefined = reading?.found;
      const error: ApiErrorBody | undefined = failure?.toBody();
      return {
        id,
        state: arrival.state,
        ticket: arrival.ticket,
        filename,
        fingerprint: facts.fingerprint,
        from: facts.from,
        size,
        received,
        read: reading?.bytes ?? 0,
        receiving: parts > 0,
        createdAt: facts.createdAt,
        ...(found && { found }),
        ...(error && { error }),
        ...(failure && isOfServer(failure) && { canRetry: true as const }),
      };
    },
    grew(bytes) {
      received = bytes;
      touchedAt = Date.now();
      wake();
    },
    async partBegins() {
      parts += 1;
      if (Date.now() >= retryAt) await arrival.retry();
    },
    partEnds() {
      parts -= 1;
    },
    read() {
      if (!reading && !ready && !closed && received > 0) reading = begin();
    },
    async useKey(given) {
      if (ready || arrival.failure) throw failure ?? new LifeboatError('uploadComplete');
      // Given again by a page that was not sure: what was read with it need not be read anew.
      if (given === key && !failure) return;
      key = given;
      touchedAt = Date.now();
      await arrival.stop();
      if (ready) throw new LifeboatError('uploadComplete');
      failure = undefined;
      arrival.read();
    },
    async retry() {
      if (!failure || !isOfServer(failure)) return;
      failure = undefined;
      touchedAt = Date.now();
      await arrival.stop();
      arrival.read();
    },
    async close() {
      closed = true;
      await arrival.stop();
    },
    async stop() {
      reading?.wanted.abort();
      wake();
      await reading?.done;
      if (!ready) reading = undefined;
    },
  };
  return arrival;
}

interface Reading {
  /** Read so far. */
  bytes: number;
  found?: ArchiveOrigin;
  wanted: AbortController;
  done: Promise<void>;
}

async function* counted(reading: Reading, content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    reading.bytes += chunk.length;
    yield chunk;
  }
}

/** The bytes may be all right: it is the key that is not, or the server. */
function canBeMended(failure: LifeboatError): boolean {
  return isOfKey(failure) || isOfServer(failure);
}

function isOfKey({ code }: LifeboatError): boolean {
  return code === 'keyMissing' || code === 'keyWrong';
}

/** A full disk, say. How much an archive may unpack to depends on the disk as well, unless it is configured. */
function isOfServer({ code, status, facts }: LifeboatError): boolean {
  return status >= 500 || (code === 'archiveTooLarge' && facts.problem === 'unpacked');
}
