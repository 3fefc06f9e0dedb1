import { Writable } from 'node:stream';

/**
 * The end of a stage's stream.
 * @param take takes one item; the next comes when it has resolved
 * @param end called after the last
 */
export function itemWritable<Item>(
  take: (item: Item) => Promise<void>,
  end: () => Promise<void> = async () => undefined,
): Writable {
  return new Writable({
    objectMode: true,
    write(item: Item, _encoding, callback) {
      take(item).then(() => callback(), callback);
    },
    final(callback) {
      end().then(() => callback(), callback);
    },
  });
}
