import { setTimeout as sleep } from 'node:timers/promises';
import { TUS_PATH, type UploadStatus } from '../../shared/contract';
import type { Site } from './site';

const LOOK_EVERY_MS = 20;
const END_STATES = ['ready', 'failed'];

/** A tus client that does only what it is told. */
export interface TusUpload {
  id: string;
  send(offset: number, bytes: Buffer): Promise<Response>;
  status(): Promise<UploadStatus>;
  useKey(key: string): Promise<number>;
  /** When it was read, or can't be. */
  end(): Promise<UploadStatus>;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export async function openTus(site: Site, size: number, filename = 'archive'): Promise<TusUpload> {
  const headers = { 'Tus-Resumable': '1.0.0' };
  const opened = await site.request(TUS_PATH, {
    method: 'POST',
    headers: {
      ...headers,
      'Upload-Length': String(size),
      'Upload-Metadata': `filename ${base64(filename)}`,
    },
  });
  if (opened.status !== 201) throw new Error(`${opened.status}: ${await opened.text()}`);
  const id = opened.headers.get('Location')!.split('/').pop()!;
  const status = async (): Promise<UploadStatus> =>
    (await site.api<UploadStatus>('GET', `/lifeboat/uploads/${id}`)).body.data;

  return {
    id,
    status,
    send: (offset, bytes) =>
      site.request(`${TUS_PATH}/${id}`, {
        method: 'PATCH',
        headers: {
          ...headers,
          'Upload-Offset': String(offset),
          'Content-Type': 'application/offset+octet-stream',
        },
        body: new Uint8Array(bytes),
      }),
    useKey: async (key) => (await site.api('PUT', `/lifeboat/uploads/${id}/key`, { key })).status,
    async end() {
      for (;;) {
        const now = await status();
        if (END_STATES.includes(now.state)) return now;
        await sleep(LOOK_EVERY_MS);
      }
    },
  };
}

/** @throws when it does not end `ready` */
export async function uploadInParts(
  site: Site,
  archive: Buffer,
  { key, partBytes = 512 * 1024 }: { key?: string; partBytes?: number } = {},
): Promise<UploadStatus> {
  const upload = await openTus(site, archive.length);
  if (key) await upload.useKey(key);
  for (let at = 0; at < archive.length; at += partBytes) {
    const sent = await upload.send(at, archive.subarray(at, at + partBytes));
    if (sent.status !== 204) throw new Error(`${sent.status}: ${await sent.text()}`);
  }
  const end = await upload.end();
  if (end.state !== 'ready') throw new Error(JSON.stringify(end.error));
  return end;
}
