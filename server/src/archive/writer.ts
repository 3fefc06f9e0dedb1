import { type Cipher, createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pack as createPack } from 'tar-stream';
import { createChannel } from './channel';
import { type CipherKey, createEncipher } from './cipher';
import { compress as gzipInMembers } from './compress';
import { ArchiveError } from './errors';
import { joinSmall } from './join-small';
import { MANIFEST_ENTRY, type ManifestFacts, createManifestBuilder } from './manifest';
import { sendPieces, whyGone } from './send-pieces';
import { TAR_BLOCK_BYTES, paddingOf, tarHeader } from './tar-header';

/** A cipher's answer is memory of its own: large ones come from the system and go back to it, which takes longer than the cipher. */
const CIPHER_BYTES = 64 * 1024;
const PADDING = Buffer.alloc(TAR_BLOCK_BYTES);
const END_OF_TAR = Buffer.alloc(2 * TAR_BLOCK_BYTES);

export interface ArchiveWriterOptions {
  /** gzip the tar. */
  compress: boolean;
  /** Encipher what comes out; without it the archive is plain. */
  key?: CipherKey | Promise<CipherKey>;
  /** Told of every piece of the archive that goes out. */
  onBytes?: (bytes: number) => void;
  /** Who makes the archive; then it ends with a manifest of all its entries. */
  manifest?: ManifestFacts;
}

export interface ArchiveWriter {
  /**
   * Sends the archive's bytes to where they go, for the whole time, and ends it. May be called once, before or after the
   * first entry.
   * @throws the reason of {@link destroy}, or of a failed entry: the target has not ended then, and is the caller's
   */
  sendTo(target: Writable): Promise<void>;
  /** Adds a whole entry. Resolves when its bytes have been used, or copied, and the archive wants more. */
  add(name: string, content: Buffer): Promise<void>;
  /**
   * Adds an entry of exactly `size` bytes from a stream. A chunk has been used when the next one is asked for.
   * @throws ArchiveError `fileChanged` when the stream brings more or fewer bytes; the archive is then lost.
   */
  addStream(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>;
  /** Ends the archive. Resolves when its last byte has been read. @throws when the reader went away before that */
  finish(): Promise<void>;
  /** Of the whole archive, in hex; undefined until its last byte has gone out. */
  sha256(): string | undefined;
  destroy(error: Error): void;
}

/**
 * tar → gzip → cipher: nothing is on disk, and no more in memory than the streams' buffers. Bytes are copied once, into
 * the block that is compressed next; what they came in may be filled again.
 */
export function createArchiveWriter({
  compress,
  key,
  onBytes = () => undefined,
  manifest,
}: ArchiveWriterOptions): ArchiveWriter {
  const tar = createChannel();
  const pieces = joinSmall(tar.push);
  const packed = compress ? gzipInMembers(tar.chunks) : tar.chunks;
  const listed = manifest && createManifestBuilder(manifest);
  const hash = createHash('sha256');
  let digest: string | undefined;

  async function* hashed(): AsyncGenerator<Buffer> {
    const cipher = key && createEncipher(await key);
    for await (const bytes of archiveBytes(packed, cipher)) {
      hash.update(bytes);
      onBytes(bytes.length);
      yield bytes;
    }
    digest = hash.digest('hex');
  }

  let sent: Promise<void> | undefined;

  async function sendTo(target: Writable): Promise<void> {
    // The one who adds entries may wait for a piece to be used that nobody will ask for.
    target.once('close', () => tar.break(whyGone(target)));
    sent = sendPieces(hashed(), target);
    return sent;
  }

  const destroy = (error: Error): void => tar.break(error);

  async function addStream(
    name: string,
    size: number,
    content: AsyncIterable<Buffer> | Iterable<Buffer>,
  ): Promise<void> {
    await pieces.push(tarHeader(name, size) ?? (await longHeaderOf(name, size)));
    const contentHash = listed && createHash('sha256');
    try {
      let written = 0;
      for await (const chunk of content) {
        written += chunk.length;
        contentHash?.update(chunk);
        if (written > size) throw sizeMismatch(name, size, written);
        await pieces.push(chunk);
      }
      if (written < size) throw sizeMismatch(name, size, written);
    } catch (error) {
      // The entry can not be taken back.
      destroy(error as Error);
      throw error;
    }
    await pieces.push(PADDING.subarray(0, paddingOf(size)));
    if (contentHash) listed.add(name, size, contentHash.digest());
  }

  async function addManifest(): Promise<void> {
    if (!listed) return;
    let size = 0;
    for (const piece of listed.pieces()) size += piece.length;
    await addStream(MANIFEST_ENTRY, size, listed.pieces());
  }

  return {
    sendTo,
    add: (name, content) => addStream(name, content.length, [content]),
    addStream,
    sha256: () => digest,
    async finish() {
      await addManifest();
      await pieces.push(END_OF_TAR);
      await pieces.flush();
      await tar.end();
      // Whoever took the end of it had asked for it.
      await sent;
    },
    destroy,
  };
}

/** The header of a name that takes more than one block. */
async function longHeaderOf(name: string, size: number): Promise<Buffer> {
  const pack = createPack();
  pack.entry({ name, size });
  // The entry is left unfinished, since its bytes go another way.
  await once(pack, 'readable');
  const blocks: Buffer[] = [];
  for (let block: Buffer | null; (block = pack.read() as Buffer | null); ) blocks.push(block);
  return Buffer.concat(blocks);
}

/**
 * @param pieces are good until the next one is asked for
 * @returns pieces in memory of their own
 */
async function* archiveBytes(
  pieces: AsyncIterable<Buffer>,
  cipher: Cipher | undefined,
): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    if (!cipher) yield Buffer.from(piece);
    else
      for (let at = 0; at < piece.length; at += CIPHER_BYTES) {
        const bytes = cipher.update(piece.subarray(at, at + CIPHER_BYTES));
        if (bytes.length > 0) yield bytes;
      }
  }
  const last = cipher?.final() ?? Buffer.alloc(0);
  if (last.length > 0) yield last;
}

function sizeMismatch(name: string, expected: number, found: number): ArchiveError {
  return new ArchiveError('fileChanged', { entry: name, expected, found });
}
