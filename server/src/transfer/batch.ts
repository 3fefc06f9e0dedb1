/**
 * Lines of a stage that pass through the engine together, as they stand in an archive. One by one each would cost it a
 * dozen streams and a `JSON.stringify`, more than all that we do with a record; and as text they take a tenth of the
 * memory while they wait in those streams.
 */
export class Batch {
  constructor(
    readonly lines: string[],
    readonly bytes: number,
  ) {}

  /** What the engine weighs for its own progress, which nobody looks at. */
  toJSON(): string {
    return '';
  }
}

/** The engine's streams hold a hundred batches between them; what waits long is costly to collect. */
const BATCH_BYTES = 4 * 1024;

/** @param pages of lines without their newlines */
export async function* inBatches(
  pages: AsyncIterable<string[]> | Iterable<string[]>,
): AsyncGenerator<Batch> {
  let held: string[] = [];
  let bytes = 0;
  for await (const lines of pages) {
    for (const line of lines) {
      held.push(line);
      bytes += line.length;
      if (bytes < BATCH_BYTES) continue;
      yield new Batch(held, bytes);
      held = [];
      bytes = 0;
    }
  }
  if (held.length > 0) yield new Batch(held, bytes);
}
