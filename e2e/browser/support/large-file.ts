import { randomBytes } from 'node:crypto';
import type { Site } from '../../support/site';

/** More than all the buffers between a server and a browser take in, so that a held download holds the export too. */
const BYTES = 48 * 1024 * 1024;

/** Puts a file into a site's media library that no compression makes smaller. */
export async function addLargeFile(site: Site): Promise<void> {
  const form = new FormData();
  const file = new Blob([new Uint8Array(randomBytes(BYTES))], { type: 'application/octet-stream' });
  form.set('files', file, 'large.bin');
  const response = await site.request('/upload', { method: 'POST', body: form });
  if (response.status !== 201 && response.status !== 200) {
    throw new Error(`The upload answered ${response.status}: ${await response.text()}`);
  }
}
