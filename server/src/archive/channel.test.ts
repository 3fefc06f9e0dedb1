import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createChannel } from './channel';

const chunk = (text: string): Buffer => Buffer.from(text);
const broken = new Error('broken');

/** What became of a promise by now. */
async function stateOf(promise: Promise<unknown>): Promise<string> {
  const settled = promise.then(
    () => 'done',
    (error: Error) => error.message,
  );
  return Promise.race([settled, sleep(20, 'waits')]);
}

describe('a channel', () => {
  it('keeps who writes waiting until the chunk was used', async () => {
    const channel = createChannel();
    const reader = channel.chunks[Symbol.asyncIterator]();
    const pushed = channel.push(chunk('a'));
    expect(String((await reader.next()).value)).toBe('a');
    expect(await stateOf(pushed)).toBe('waits');
    const next = reader.next();
    expect(await stateOf(pushed)).toBe('done');
    const ended = channel.end();
    expect(await next).toMatchObject({ done: true });
    expect(await stateOf(ended)).toBe('done');
  });

  it('tells a reader that waits when it breaks', async () => {
    const channel = createChannel();
    const reading = channel.chunks[Symbol.asyncIterator]().next();
    channel.break(broken);
    expect(await stateOf(reading)).toBe('broken');
  });

  it('tells who writes when it breaks, before the chunk was read, while it is used and after', async () => {
    const unread = createChannel();
    const waiting = unread.push(chunk('a'));
    unread.break(broken);
    expect(await stateOf(waiting)).toBe('broken');

    const read = createChannel();
    const using = read.push(chunk('a'));
    await read.chunks[Symbol.asyncIterator]().next();
    read.break(broken);
    expect(await stateOf(using)).toBe('broken');
    expect(await stateOf(read.push(chunk('b')))).toBe('broken');
    expect(await stateOf(read.end())).toBe('broken');
  });

  it('is broken when its reader goes away, and stays so for the first reason', async () => {
    const channel = createChannel();
    const pushed = channel.push(chunk('a'));
    const also = stateOf(pushed);
    for await (const _chunk of channel.chunks) break;
    channel.break(broken);
    expect(await also).toBe('Nobody reads any more');
    expect(await stateOf(channel.push(chunk('b')))).toBe('Nobody reads any more');
  });
});
