/** Takes bytes off a stream in the amounts that a format asks for, however the stream is cut. */
export interface ByteReader {
  /** Exactly `bytes` of them, or undefined when the stream ends before. For small amounts: they may be copied. */
  take(bytes: number): Promise<Buffer | undefined>;
  /** What comes next, uncopied: at least one byte and at most `bytes`; undefined at the end. */
  next(bytes: number): Promise<Buffer | undefined>;
  /** Lets the stream go. */
  close(): Promise<void>;
}

export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const iterator = source[Symbol.asyncIterator]();
  let chunk: Buffer = Buffer.alloc(0);
  let at = 0;

  /** @returns whether there is a byte left */
  async function fill(): Promise<boolean> {
    while (at === chunk.length) {
      const next = await iterator.next();
      if (next.done) return false;
      chunk = next.value;
      at = 0;
    }
    return true;
  }

  async function next(bytes: number): Promise<Buffer | undefined> {
    if (!(await fill())) return undefined;
    const end = Math.min(chunk.length, at + bytes);
    const piece = chunk.subarray(at, end);
    at = end;
    return piece;
  }

  return {
    next,
    async take(bytes) {
      if (chunk.length - at >= bytes) {
        at += bytes;
        return chunk.subarray(at - bytes, at);
      }
      const pieces: Buffer[] = [];
      for (let missing = bytes; missing > 0; ) {
        const piece = await next(missing);
        if (!piece) return undefined;
        pieces.push(piece);
        missing -= piece.length;
      }
      return Buffer.concat(pieces);
    },
    async close() {
      await iterator.return?.();
    },
  };
}
