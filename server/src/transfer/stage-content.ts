import { Readable, Writable } from 'node:stream';

/**
 * All of a stage, lines or assets, which passes through the engine as one item: whoever takes it reads what it holds,
 * no faster than it can write. One by one each line would cost the engine a dozen streams and a `JSON.stringify`,
 * more than all that we do with a record; of assets it would open a dozen ahead; and Strapi 4's engine does not listen
 * to its source, so that one that fails would end the process.
 */
class StageContent<Item> {
  constructor(readonly items: AsyncIterable<Item>) {}

  // What the engines weigh for their own progress, which nobody looks at.
  readonly filename = '';
  readonly stats = { size: 0 };
  toJSON(): string {
    return '';
  }
}

/** A stage's stream for the engine. */
export function stageReadable<Item>(items: AsyncIterable<Item>): Readable {
  return Readable.from([new StageContent(items)]);
}

/**
 * The end of such a stream.
 * @param take takes all there is; when the transfer is broken off, there is no more
 * @param end called after it, unless the transfer was broken off
 */
export function stageWritable<Item>(
  take: (items: AsyncIterable<Item>) => Promise<void>,
  end: () => Promise<void> = async () => undefined,
): Writable {
  return new Writable({
    objectMode: true,
    write({ items }: StageContent<Item>, _encoding, callback) {
      take(untilDestroyed(items, this)).then(() => callback(), callback);
    },
    final(callback) {
      end().then(() => callback(), callback);
    },
  });
}

/** The same for one item after the other. @param take takes one; the next comes when it has resolved */
export function stageItemsWritable<Item>(
  take: (item: Item) => Promise<void>,
  end?: () => Promise<void>,
): Writable {
  return stageWritable<Item>(async (items) => {
    for await (const item of items) await take(item);
  }, end);
}

async function* untilDestroyed<Item>(
  items: AsyncIterable<Item>,
  stream: Writable,
): AsyncGenerator<Item> {
  for await (const item of items) {
    if (stream.destroyed) return;
    yield item;
  }
}
