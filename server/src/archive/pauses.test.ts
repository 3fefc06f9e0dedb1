import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { withPauses } from './pauses';

/** Gives numbers and tells whether it was let go. */
function numbers(waits: number[]) {
  const source = { returned: 0 };
  const chunks = {
    [Symbol.asyncIterator]() {
      let at = 0;
      return {
        async next() {
          if (at === waits.length) return { done: true as const, value: undefined };
          await sleep(waits[at]);
          return { done: false as const, value: (at += 1) };
        },
        async return() {
          source.returned += 1;
          return { done: true as const, value: undefined };
        },
      };
    },
  };
  return { source, chunks };
}

afterEach(() => vi.restoreAllMocks());

describe('pauses', () => {
  it('are told while nothing comes, and nothing is lost over them', async () => {
    const { chunks, source } = numbers([0, 90, 0]);
    const found: (number | undefined)[] = [];
    for await (const value of withPauses(chunks, 20)) found.push(value);
    expect(found.filter((value) => value !== undefined)).toEqual([1, 2, 3]);
    expect(found.filter((value) => value === undefined).length).toBeGreaterThan(0);
    // What has ended by itself need not be told to.
    expect(source.returned).toBe(0);
  });

  it('let the source go when nobody reads on, in a pause as well', async () => {
    const between = numbers([0, 0]);
    for await (const _value of withPauses(between.chunks, 1000)) break;
    expect(between.source.returned).toBe(1);
    const waiting = numbers([60]);
    for await (const _value of withPauses(waiting.chunks, 5)) break;
    expect(waiting.source.returned).toBe(1);
  });

  it('leave no timer behind', async () => {
    const started = vi.spyOn(globalThis, 'setTimeout');
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    for await (const _value of withPauses(numbers([0, 0, 0]).chunks, 60_000));
    const long = started.mock.results.filter((_, at) => started.mock.calls[at]![1] === 60_000);
    expect(long.length).toBeGreaterThan(0);
    const stopped = cleared.mock.calls.map(([timer]) => timer);
    expect(long.every(({ value }) => stopped.includes(value as NodeJS.Timeout))).toBe(true);
  });
});
