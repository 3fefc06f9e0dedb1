import { Readable, Writable } from 'node:stream';

/**
 * All lines of a stage, which pass through the engine as one item: whoever takes it reads them, a page at a time, as
 * they stand in an archive, and no faster than it can write. One by one each line would cost the engine a dozen
 * streams and a `JSON.stringify`, more than all that we do with a record.
 */
export class StageLines {
  /** @param pages of whole lines, each with a newline after it */
  constructor(readonly pages: AsyncIterable<Buffer>) {}

  /** What the engine weighs for its own progress, which nobody looks at. */
  toJSON(): string {
    return '';
  }
}

/** A stage's stream for the engine. */
export function linesReadable(pages: AsyncIterable<Buffer>): Readable {
  return Readable.from([new StageLines(pages)]);
}

/**
 * The end of such a stream.
 * @param take takes a page; the next is read when it has resolved
 * @param end called after the last
 */
export function linesWritable(
  take: (page: Buffer) => Promise<void>,
  end: () => Promise<void>,
): Writable {
  async function takeAll(writable: Writable, { pages }: StageLines): Promise<void> {
    for await (const page of pages) {
      if (writable.destroyed) return;
      await take(page);
    }
  }
  return new Writable({
    objectMode: true,
    write(lines: StageLines, _encoding, callback) {
      takeAll(this, lines).then(() => callback(), callback);
    },
    final(callback) {
      end().then(() => callback(), callback);
    },
  });
}
