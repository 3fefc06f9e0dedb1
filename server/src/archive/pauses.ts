/**
 * What comes of `content`, and `undefined` whenever nothing has come for so long. A chunk is good until more is asked
 * for. The iterator of `content` must know how to return while it waits.
 */
export async function* withPauses<T>(
  content: AsyncIterable<T>,
  ms: number,
): AsyncGenerator<T | undefined> {
  const iterator = content[Symbol.asyncIterator]();
  let ended = false;
  try {
    while (!ended) {
      const upcoming = iterator.next();
      let came: IteratorResult<T> | undefined;
      while (!(came = await within(ms, upcoming))) yield undefined;
      ended = came.done === true;
      if (!came.done) yield came.value;
    }
  } catch (error) {
    ended = true;
    throw error;
  } finally {
    if (!ended) await iterator.return?.();
  }
}

function within<T>(ms: number, awaited: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms, undefined);
    awaited.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
