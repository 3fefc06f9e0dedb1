import { once } from 'node:events';
import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
} from 'node:http';
import { type Socket, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { TUS_PATH } from '../../shared/contract';
import type { Site } from './site';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
  /** Of Lifeboat's own error. */
  code?: string;
}

export const PART_TYPE = 'application/offset+octet-stream';

/** What `fetch` would not let through: headers that lie, and nothing added to those that are given. */
export async function rawRequest(
  { url }: Pick<Site, 'url'>,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer | Buffer[] = [],
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const sent: ClientRequest = request({ hostname, port, method, path, headers, agent: false });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  // A server may answer before it has taken all, and close.
  sent.on('error', () => undefined);
  for (const piece of Array.isArray(body) ? body : [body]) sent.write(piece);
  sent.end();
  const [response] = await answered;
  const told = await text(response).catch(() => '');
  return {
    status: response.statusCode!,
    headers: response.headers,
    body: told,
    code: codeIn(told),
  };
}

function codeIn(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { error?: { details?: { code?: string } } }).error?.details?.code;
  } catch {
    return undefined;
  }
}

/** One person's client, which sends what it is told however wrong it is. */
export interface RawTus {
  open(length: string | number, headers?: Record<string, string>): Promise<RawAnswer>;
  part(
    id: string,
    offset: string | number,
    body: Buffer | Buffer[],
    headers?: Record<string, string>,
  ): Promise<RawAnswer>;
  /** Promises a part of so many bytes, sends those that are given and goes away. */
  breakOff(id: string, offset: number, promised: number, body: Buffer): Promise<void>;
  ask(method: string, path: string, headers?: Record<string, string>): Promise<RawAnswer>;
}

export function rawTus(site: Site, token: string): RawTus {
  const common = { Authorization: `Bearer ${token}`, 'Tus-Resumable': '1.0.0' };
  return {
    open: (length, headers = {}) =>
      rawRequest(site, 'POST', TUS_PATH, {
        ...common,
        'Upload-Length': String(length),
        'Content-Length': '0',
        ...headers,
      }),
    part: (id, offset, body, headers = {}) =>
      rawRequest(
        site,
        'PATCH',
        `${TUS_PATH}/${id}`,
        {
          ...common,
          'Upload-Offset': String(offset),
          'Content-Type': PART_TYPE,
          ...(Array.isArray(body) ? {} : { 'Content-Length': String(body.length) }),
          ...headers,
        },
        body,
      ),
    async breakOff(id, offset, promised, body) {
      const socket: Socket = connect(Number(new URL(site.url).port), '127.0.0.1');
      socket.on('error', () => undefined).resume();
      const headers = {
        Host: 'site',
        ...common,
        'Upload-Offset': offset,
        'Content-Type': PART_TYPE,
        'Content-Length': promised,
      };
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`PATCH ${TUS_PATH}/${id} HTTP/1.1\r\n${lines.join('')}\r\n`);
      await new Promise((resolve) => socket.end(body, () => resolve(undefined)));
      await once(socket, 'close');
    },
    ask: (method, path, headers = {}) => rawRequest(site, method, path, { ...common, ...headers }),
  };
}

/** @throws when the upload was not opened */
export function openedId({ status, headers, body }: RawAnswer): string {
  if (status !== 201) throw new Error(`${status}: ${body}`);
  return headers.location!.split('/').pop()!;
}
