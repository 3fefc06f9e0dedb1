import { extract } from 'tar-stream';

export interface TarEntry {
  name: string;
  size: number;
  content: Buffer;
}

/** The entries of a plain tar, in their order, whole. */
export async function entriesOf(tar: Buffer): Promise<TarEntry[]> {
  const reader = extract();
  reader.write(tar);
  reader.end(null);
  const entries: TarEntry[] = [];
  for await (const entry of reader) {
    const chunks: Buffer[] = [];
    for await (const chunk of entry) chunks.push(chunk as Buffer);
    entries.push({
      name: entry.header.name,
      size: entry.header.size ?? 0,
      content: Buffer.concat(chunks),
    });
  }
  return entries;
}
