import { type ByteReader, createByteReader } from './byte-reader';
import { ArchiveError } from './errors';
import {
  TAR_BLOCK_BYTES,
  type TarHeader,
  isZeros,
  paddingOf,
  parseLongName,
  parsePax,
  parseTarHeader,
  tarDamaged,
} from './tar-header';

/** Of a header that only gives a longer name or size; a hundred times what any name needs. */
const MAX_EXTRA_BYTES = 64 * 1024;
/** So many headers may stand before an entry's own: a pax one, and GNU's two. */
const MAX_EXTRA_HEADERS = 4;
const REST_BYTES = 64 * 1024;

export interface TarEntry extends TarHeader {
  /** What is not read of it is passed over when the next entry is asked for. */
  content: AsyncIterable<Buffer>;
}

/**
 * The entries of a tar, in one pass. Its end must be marked and nothing may follow it, or what one program reads in it
 * would be another thing to the next.
 * @throws ArchiveError `archiveCutOff` when it ends before its mark, `archiveDamaged` when it is no tar,
 * `archiveTooLarge` at an entry over `maxEntries`
 */
export async function* readTar(
  source: AsyncIterable<Buffer>,
  maxEntries: number,
): AsyncGenerator<TarEntry> {
  const bytes = createByteReader(source);
  try {
    for (let count = 1; ; count += 1) {
      const header = await readHeader(bytes);
      if (!header) break;
      if (count > maxEntries) {
        throw new ArchiveError('archiveTooLarge', { problem: 'entries', limit: maxEntries });
      }
      const left = { bytes: header.size };
      yield { ...header, content: contentOf(bytes, left) };
      while (left.bytes > 0) await nextOf(bytes, left);
      const padding = paddingOf(header.size);
      if (padding > 0 && !(await bytes.take(padding))) throw cutOff();
    }
    await readEnd(bytes);
  } finally {
    await bytes.close();
  }
}

/** @returns the next entry's header with all that overrules it, or undefined at the first block of the end's mark */
async function readHeader(bytes: ByteReader): Promise<TarHeader | undefined> {
  let name: string | undefined;
  let size: number | undefined;
  for (let extra = 0; extra <= MAX_EXTRA_HEADERS; extra += 1) {
    const block = await bytes.take(TAR_BLOCK_BYTES);
    if (!block) throw cutOff();
    if (block[0] === 0 && isZeros(block)) {
      if (extra > 0) throw tarDamaged();
      return undefined;
    }
    const header = parseTarHeader(block);
    switch (header.type) {
      case 'pax':
        ({ path: name = name, size } = parsePax(await readBody(bytes, header)));
        break;
      case 'long-name':
        name = parseLongName(await readBody(bytes, header));
        break;
      case 'long-link':
      case 'pax-global':
        await readBody(bytes, header);
        break;
      default:
        return checked({ ...header, name: name ?? header.name, size: size ?? header.size });
    }
  }
  throw tarDamaged();
}

/** POSIX has only files carry content; a reader that thinks otherwise of a link would find other entries after it. */
function checked(header: TarHeader): TarHeader {
  if (header.type === 'directory' && header.size > 0) throw tarDamaged();
  return header;
}

async function readBody(bytes: ByteReader, { size }: TarHeader): Promise<Buffer> {
  if (size > MAX_EXTRA_BYTES) throw tarDamaged();
  const body = await bytes.take(size + paddingOf(size));
  if (!body) throw cutOff();
  return body.subarray(0, size);
}

async function nextOf(bytes: ByteReader, left: { bytes: number }): Promise<Buffer> {
  const chunk = await bytes.next(left.bytes);
  if (!chunk) throw cutOff();
  left.bytes -= chunk.length;
  return chunk;
}

async function* contentOf(bytes: ByteReader, left: { bytes: number }): AsyncGenerator<Buffer> {
  while (left.bytes > 0) yield await nextOf(bytes, left);
}

/** The first of the end's two blocks of zeros has been read; some programs fill up with more. */
async function readEnd(bytes: ByteReader): Promise<void> {
  const block = await bytes.take(TAR_BLOCK_BYTES);
  if (!block) throw cutOff();
  if (!isZeros(block)) throw tarDamaged();
  for (let rest; (rest = await bytes.next(REST_BYTES)); ) if (!isZeros(rest)) throw tarDamaged();
}

function cutOff(): ArchiveError {
  return new ArchiveError('archiveCutOff');
}
