import { once } from 'node:events';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Pack, pack as createPack } from 'tar-stream';
import { type CipherKey, createEncipher } from './cipher';
import { compress as gzipInMembers } from './compress';
import { ArchiveError } from './errors';

const CHUNK_BYTES = 64 * 1024;

export interface ArchiveWriterOptions {
  /** gzip the tar. */
  compress: boolean;
  /** Encipher what comes out; without it the archive is plain. */
  key?: CipherKey;
  /** Told of every piece of the archive that goes out. */
  onBytes?: (bytes: number) => void;
}

export interface ArchiveWriter {
  /** The archive's bytes. Ends after {@link finish}; fails after {@link destroy} or a failed entry. */
  readonly output: Readable;
  /** Adds a whole entry. Resolves when the archive wants more. */
  add(name: string, content: Buffer): Promise<void>;
  /**
   * Adds an entry of exactly `size` bytes from a stream.
   * @throws ArchiveError `fileChanged` when the stream brings more or fewer bytes; the archive is then lost.
   */
  addStream(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>;
  /** Ends the archive. Resolves when its last byte is in {@link output}. */
  finish(): Promise<void>;
  destroy(error: Error): void;
}

/** tar → gzip → cipher as one stream: nothing is on disk, and no more in memory than the streams' buffers. */
export function createArchiveWriter({
  compress,
  key,
  onBytes,
}: ArchiveWriterOptions): ArchiveWriter {
  const pack = createPack();
  const output = new Transform({
    highWaterMark: CHUNK_BYTES,
    transform(chunk: Buffer, _encoding, callback) {
      onBytes?.(chunk.length);
      callback(null, chunk);
    },
  });
  const tar: AsyncIterable<Buffer> = Readable.from(pack);
  const packed = Readable.from(compress ? gzipInMembers(tar) : tar, { objectMode: false });
  const flowing = pipeline([packed, ...(key ? [createEncipher(key)] : []), output]);
  // Whoever waits for `finish` or reads `output` hears of it; nobody else has to.
  flowing.catch((error: Error) => pack.destroy(error));

  return {
    output,
    async add(name, content) {
      await writeEntry(pack, name, content.length, [content]);
    },
    async addStream(name, size, content) {
      await writeEntry(pack, name, size, content);
    },
    async finish() {
      pack.finalize();
      await flowing;
    },
    destroy(error) {
      pack.destroy(error);
      output.destroy(error);
    },
  };
}

async function writeEntry(
  pack: Pack,
  name: string,
  size: number,
  content: AsyncIterable<Buffer> | Iterable<Buffer>,
): Promise<void> {
  let entry!: ReturnType<Pack['entry']>;
  const settled = new Promise<void>((resolve, reject) => {
    entry = pack.entry({ name, size }, (error) => (error ? reject(error) : resolve()));
  });
  settled.catch(() => undefined);

  let written = 0;
  try {
    for await (const chunk of content) {
      written += chunk.length;
      if (written > size) throw sizeMismatch(name, size, written);
      // The entry's own callback fires if the archive is destroyed while it is full.
      if (!entry.write(chunk)) await Promise.race([once(entry, 'drain'), settled]);
    }
    if (written < size) throw sizeMismatch(name, size, written);
  } catch (error) {
    entry.destroy();
    throw error;
  }
  entry.end(null);
  await settled;
}

function sizeMismatch(name: string, expected: number, found: number): ArchiveError {
  return new ArchiveError('fileChanged', { entry: name, expected, found });
}
