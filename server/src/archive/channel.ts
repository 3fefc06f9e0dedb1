/** Hands chunks from one who writes to one who reads, one at a time. */
export interface Channel {
  /** Resolves when the reader is done with the chunk, which may then be used again. @throws when the channel is broken */
  push(chunk: Buffer): Promise<void>;
  /** Resolves when the reader is done with all of it. @throws when the channel is broken */
  end(): Promise<void>;
  /** Both sides hear of it at their next step. */
  break(error: Error): void;
  /** For one reader. */
  readonly chunks: AsyncIterable<Buffer>;
}

/** A chunk on its way; none at the end. */
interface Handed {
  chunk?: Buffer;
  done(): void;
  failed(error: Error): void;
}

export function createChannel(): Channel {
  let waiting: ((handed: Handed) => void) | undefined;
  let unread: Handed | undefined;
  let inUse: Handed | undefined;
  let broken: Error | undefined;
  let wakeReader: ((error: Error) => void) | undefined;

  function hand(chunk?: Buffer): Promise<void> {
    if (broken) return Promise.reject(broken);
    return new Promise((done, failed) => {
      const handed: Handed = { chunk, done, failed };
      if (waiting) waiting(handed);
      else unread = handed;
    });
  }

  async function next(): Promise<IteratorResult<Buffer>> {
    inUse?.done();
    inUse = undefined;
    if (broken) throw broken;
    const handed = unread ?? (await arrival());
    unread = undefined;
    waiting = undefined;
    if (!handed.chunk) {
      handed.done();
      return { done: true, value: undefined };
    }
    inUse = handed;
    return { done: false, value: handed.chunk };
  }

  function arrival(): Promise<Handed> {
    return new Promise((resolve, reject) => {
      waiting = resolve;
      wakeReader = reject;
    });
  }

  function breakWith(error: Error): void {
    broken ??= error;
    for (const handed of [unread, inUse]) handed?.failed(broken);
    unread = inUse = undefined;
    wakeReader?.(broken);
  }

  return {
    push: hand,
    end: () => hand(),
    break: breakWith,
    chunks: {
      [Symbol.asyncIterator]: () => ({
        next,
        async return() {
          breakWith(new Error('Nobody reads any more'));
          return { done: true, value: undefined };
        },
      }),
    },
  };
}
