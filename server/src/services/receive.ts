import { createHash } from 'node:crypto';

/** A file while it arrives. */
export interface Received {
  content: AsyncIterable<Buffer>;
  /** Reads on to the last byte, which the reader of an archive may not have needed. @returns what the whole file was */
  end(): Promise<{ bytes: number; sha256: string }>;
}

/** Counts and hashes a file on its way to whoever reads it. */
export function receive(file: AsyncIterable<Buffer>): Received {
  const iterator = file[Symbol.asyncIterator]();
  const hash = createHash('sha256');
  let bytes = 0;

  async function next(): Promise<IteratorResult<Buffer>> {
    const result = await iterator.next();
    if (!result.done) {
      bytes += result.value.length;
      hash.update(result.value);
    }
    return result;
  }

  return {
    // Not let go when its reader has enough: the rest is counted too.
    content: { [Symbol.asyncIterator]: () => ({ next }) },
    async end() {
      while (!(await next()).done);
      return { bytes, sha256: hash.digest('hex') };
    },
  };
}
