import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Context, Next } from 'koa';
import { LifeboatError } from '../errors';

/** Where a file comes in one request. Strapi's router minds neither case nor a slash at the end. */
export const UPLOADS = /^\/lifeboat\/uploads\/?$/i;
const MAX_FIELDS = 20;
/** A key may be 10,000 characters of any alphabet. */
const MAX_FIELD_BYTES = 64 * 1024;

/**
 * `strapi::body` writes every multipart body into temporary files before a route sees it, and decides by the content
 * type alone. For our uploads that header is put aside, so that the bytes reach the controller as they come.
 */
export async function keepMultipartFromBodyParser(ctx: Context, next: Next): Promise<void> {
  if (ctx.method === 'POST' && UPLOADS.test(ctx.path)) {
    ctx.state.lifeboatContentType = ctx.req.headers['content-type'];
    ctx.req.headers['content-type'] = 'application/octet-stream';
  }
  await next();
}

export interface MultipartUpload {
  /** The fields that came before the file. */
  fields: Map<string, string>;
  filename: string;
  file: AsyncIterable<Buffer>;
}

/**
 * Reads a multipart body: text fields, then one file, whose bytes are handed to `consume` as they arrive.
 * @returns what `consume` returns, once the body has ended well
 * @throws LifeboatError `uploadMalformed`, `uploadInterrupted`; or what `consume` throws. What is left of the request
 * is then read and dropped, so that the client gets to hear the answer.
 */
export async function receiveUpload<T>(
  ctx: Context,
  consume: (upload: MultipartUpload) => Promise<T>,
): Promise<T> {
  const { req } = ctx;
  const parser = createParser(ctx.state.lifeboatContentType);
  const arriving = firstFile(parser);
  const feeding = feed(req, parser);
  feeding.catch(() => undefined);
  try {
    const { stream, ...rest } = await Promise.race([arriving, feeding.then(noFile)]);
    const result = await consume({ ...rest, file: content(stream) });
    // A consumer may be content before the last byte.
    stream.resume();
    await feeding;
    return result;
  } catch (error) {
    if (req.destroyed && !req.complete) {
      throw new LifeboatError('uploadInterrupted', {}, { cause: error });
    }
    throw error;
  } finally {
    parser.destroy();
    // Not before the feeder has let go of the request: a stream with two readers does not flow.
    void feeding.catch(() => undefined).then(() => req.resume());
  }
}

function createParser(contentType: string | undefined): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': contentType },
      defParamCharset: 'utf8',
      limits: { files: 1, fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES },
    });
  } catch (cause) {
    throw malformed('it is no multipart form', cause);
  }
}

interface FirstFile {
  fields: Map<string, string>;
  filename: string;
  stream: Readable;
}

function firstFile(parser: busboy.Busboy): Promise<FirstFile> {
  const fields = new Map<string, string>();
  const found = new Promise<FirstFile>((resolve, reject) => {
    parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
      if (nameTruncated || valueTruncated) reject(malformed(`the field "${name}" is too long`));
      fields.set(name, value);
    });
    parser.on('fieldsLimit', () => reject(malformed('it has too many fields')));
    parser.on('file', (_name, stream, { filename }) => {
      // Its error is met where it is read.
      stream.on('error', () => undefined);
      resolve({ fields, filename: filename || 'archive', stream });
    });
  });
  found.catch(() => undefined);
  return found;
}

async function* content(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) yield chunk as Buffer;
  } catch (cause) {
    throw malformed('it ends too early', cause);
  }
}

/** Writes the request into the parser. The request itself is not destroyed: an answer must still go out. */
async function feed(req: IncomingMessage, parser: busboy.Busboy): Promise<void> {
  let problem: unknown;
  parser.on('error', (error) => {
    problem ??= error;
  });
  const closed = new Promise<void>((resolve) => parser.once('close', resolve));
  const drained = (): Promise<void> => new Promise((resolve) => parser.once('drain', resolve));

  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      if (parser.destroyed) break;
      if (!parser.write(chunk)) await Promise.race([drained(), closed]);
    }
  } catch (cause) {
    const interrupted = new LifeboatError('uploadInterrupted', {}, { cause });
    parser.destroy(interrupted);
    throw interrupted;
  }
  if (!parser.destroyed) parser.end();
  await closed;
  if (problem) throw malformed('its form is broken', problem);
}

function noFile(): never {
  throw malformed('it has no file');
}

function malformed(problem: string, cause?: unknown): LifeboatError {
  return new LifeboatError('uploadMalformed', { problem }, { cause });
}
