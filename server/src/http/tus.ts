import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { DataStore, Server, Upload } from '@tus/server';
import type { Context } from 'koa';
import { TUS_PATH, type TusMetadata } from '../../../shared/contract';
import { LifeboatError, asLifeboatError } from '../errors';
import { logFailure } from '../log';
import type { Arrivals } from '../services/arrivals';
import type { Owner } from '../services/job';

const MAX_TEXT = 255;

/** An upload of no bytes has no first part from which it could be told that it is no archive. */
const MIN_BYTES = 1;

const servers = new WeakMap<Arrivals, Server>();
/** Who asks, and for which upload: the one that the router found, since only that was checked to be this person's. */
const asked = new WeakMap<IncomingMessage, { owner?: Owner; id?: string }>();

/**
 * Hands a request to tus's own server, which writes the answer. The person must be known to be allowed to.
 * @param owner whose an upload that is created will be
 */
export async function answerTus(ctx: Context, arrivals: Arrivals, owner?: Owner): Promise<void> {
  const server = servers.get(arrivals) ?? createServer(arrivals);
  servers.set(arrivals, server);
  asked.set(ctx.req, { owner, id: (ctx.params as { id?: string }).id });
  // Of no use to addresses that are relative, and after two proxies not in the one form that it takes.
  delete ctx.req.headers['x-forwarded-proto'];
  keepCors(ctx.res);
  ctx.respond = false;
  ctx.res.statusCode = 200;
  await server.handle(ctx.req, ctx.res);
}

/** `strapi::cors` has said which origin may read the answer; tus's server would let in every one. */
function keepCors(res: ServerResponse): void {
  const set = res.setHeader.bind(res);
  res.setHeader = (name, value) => {
    const header = name.toLowerCase();
    if (header.startsWith('access-control-allow-')) return res;
    const before = header === 'access-control-expose-headers' && res.getHeader(name);
    return set(name, before ? `${String(before)}, ${String(value)}` : value);
  };
}

function createServer(arrivals: Arrivals): Server {
  const store = new ArrivalStore(arrivals);
  return new Server({
    path: TUS_PATH,
    datastore: store,
    // Below the address that was asked, whatever path a proxy has put before it.
    generateUrl: (_req, { id }) => `tus/${id}`,
    getFileIdFromRequest: (req) => asked.get(req)?.id,
    namingFunction: () => randomUUID(),
    async onUploadCreate(req, res, upload) {
      const { filename, fingerprint } = readMetadata(upload);
      const { id, size = 0 } = upload;
      if (size < MIN_BYTES) throw new LifeboatError('notAnArchive');
      const request = asked.get(req)!;
      await arrivals.open({ id, size, filename, fingerprint }, request.owner!);
      request.id = id;
      return res;
    },
    async onResponseError(req, res, error) {
      const failure = store.takeFailure(asked.get(req)?.id);
      // The protocol's own.
      if (!failure && 'status_code' in error) return undefined;
      const told = asLifeboatError(failure ?? error, 'unexpected');
      // The rest of a part is read and dropped, so that the client gets to hear the answer.
      req.resume();
      if (told.status >= 500) logFailure(strapi, told);
      res.setHeader('Content-Type', 'application/json; charset=utf-8');
      return {
        status_code: told.status,
        body: JSON.stringify({ data: null, error: told.toBody() }),
      };
    },
  });
}

/** tus's view of the arrivals. */
class ArrivalStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination'];

  /** Why a part could not be taken, by upload: tus's server makes "Request aborted" of whatever is thrown meanwhile. */
  private readonly failures = new Map<string, unknown>();

  constructor(private readonly arrivals: Arrivals) {
    super();
  }

  /** It was opened when tus asked whether it may be created, with the person at hand. */
  override async create(upload: Upload): Promise<Upload> {
    return upload;
  }

  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    // Not destroyed by the loop that reads it: that alone would be answered, before the reason is known.
    const chunks = bytes.iterator({ destroyOnReturn: false });
    try {
      return await this.arrivals.append(id, offset, chunks);
    } catch (error) {
      this.failures.set(id, error);
      throw error;
    }
  }

  takeFailure(id = ''): unknown {
    const failure = this.failures.get(id);
    this.failures.delete(id);
    return failure;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { size, received, filename, fingerprint } = await this.arrivals.offset(id);
    const metadata = { filename, ...(fingerprint && { fingerprint }) };
    return new Upload({ id, size, offset: received, metadata });
  }

  override async remove(id: string): Promise<void> {
    await this.arrivals.drop(id);
  }
}

/** @throws LifeboatError `optionsInvalid` */
function readMetadata({ metadata }: Upload): TusMetadata {
  const { filename, fingerprint } = metadata ?? {};
  for (const [field, value] of Object.entries({ filename, fingerprint })) {
    if (value && value.length > MAX_TEXT) {
      const problem = `it must have at most ${MAX_TEXT} characters`;
      throw new LifeboatError('optionsInvalid', { field, problem });
    }
  }
  return { filename: filename || 'archive', fingerprint: fingerprint || undefined };
}
