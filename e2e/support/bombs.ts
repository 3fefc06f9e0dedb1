import { gzipSync } from 'node:zlib';
import { type Header, pack } from 'tar-stream';

/**
 * Gigabytes of tar in some megabytes of gzip: what repeats is compressed once, and its member of the gzip is repeated.
 */
export function bomb(...parts: { bytes: Buffer; times?: number }[]): Buffer {
  const members = parts.flatMap(({ bytes, times = 1 }) =>
    Array<Buffer>(times).fill(gzipSync(bytes)),
  );
  return Buffer.concat(members);
}

/** A tar's header alone, whatever it promises. */
export async function headerOf(header: Partial<Header> & { name: string }): Promise<Buffer> {
  const tar = pack();
  tar.entry(header);
  const chunks: Buffer[] = [];
  for await (const chunk of tar) {
    chunks.push(chunk as Buffer);
    if (Buffer.concat(chunks).length >= 512) break;
  }
  return Buffer.concat(chunks).subarray(0, 512);
}

export type Entries = [name: string, content: string | Buffer][];

/** A plain tar of entries that no file system would keep. */
export async function tarOf(entries: Entries, ...last: Partial<Header>[]): Promise<Buffer> {
  const tar = pack();
  for (const [name, content] of entries) tar.entry({ name }, Buffer.from(content));
  for (const header of last) tar.entry(header as Header);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
