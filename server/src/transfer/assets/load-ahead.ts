import type { OpenedFile } from './open-file';
import type { SiteAsset } from './site-assets';

/** Smaller files are read as a whole, before their turn has come. */
const SMALL_BYTES = 256 * 1024;

/** How many small files are under way: no more than four megabytes of them wait. */
const AHEAD = 16;

export interface LoadedAsset {
  asset: SiteAsset;
  /** null when the file is missing where it should be */
  file: OpenedFile | null;
}

/**
 * Opens assets in their order, reading small ones ahead: it takes longer to open a small file than to read it, from a
 * cloud far longer. Large ones are opened when their turn has come, since a connection does not wait for ever.
 */
export async function* loadAhead(assets: AsyncIterable<SiteAsset>): AsyncGenerator<LoadedAsset> {
  const waiting: { asset: SiteAsset; file?: Promise<OpenedFile | null> }[] = [];
  async function next(): Promise<LoadedAsset> {
    const { asset, file } = waiting.shift()!;
    return { asset, file: await (file ?? asset.open()) };
  }
  for await (const asset of assets) {
    const file = isSmall(asset) ? asset.open().then(readSmall) : undefined;
    // Whoever comes to it in its turn hears of it; until then nobody listens.
    file?.catch(() => undefined);
    waiting.push({ asset, file });
    if (waiting.length > AHEAD) yield await next();
  }
  while (waiting.length > 0) yield await next();
}

/** As its row says, in thousands of bytes; the file itself is asked again. */
function isSmall({ metadata }: SiteAsset): boolean {
  const bytes = Number(metadata.size ?? NaN) * 1000;
  return bytes <= SMALL_BYTES;
}

async function readSmall(file: OpenedFile | null): Promise<OpenedFile | null> {
  if (!file || file.size > SMALL_BYTES) return file;
  const chunks: Buffer[] = [];
  for await (const chunk of file.content) chunks.push(Buffer.from(chunk));
  return { size: file.size, content: oneChunk(Buffer.concat(chunks)) };
}

async function* oneChunk(content: Buffer): AsyncGenerator<Buffer> {
  yield content;
}
