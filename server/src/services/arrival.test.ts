import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveOrigin } from '../../../shared/contract';
import { LifeboatError } from '../errors';
import { type Arrival, createArrival } from './arrival';
import type { ReceiveOptions, Upload } from './uploads';

const SIZE = 9;

let dir: string;
let file: string;
let removed: number;
/** What whoever runs the server was told. */
let told: string[];
/** Whether the disk has no room for what is unpacked. */
let isFull: boolean;
/** What each reader was given, and what it has read so far. */
let readers: { key?: string; text: string }[];
let arrival: Arrival;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-arrival-'));
  file = path.join(dir, 'file');
  await writeFile(file, '');
  removed = 0;
  told = [];
  isFull = false;
  readers = [];
  arrival = createArrival(
    {
      ...{ id: 'x', ownerId: '1', filename: 'a.tar', fingerprint: null, from: 'browser' },
      ...{ size: SIZE, received: 0, touchedAt: 0, createdAt: '', path: file },
    },
    { receive },
    { origin: async ({ strapiVersion }) => ({ strapiVersion }) as ArchiveOrigin },
    async () => void (removed += 1),
    (failure) => void told.push(failure.code),
  );
});
afterEach(async () => {
  await arrival.stop();
  await rm(dir, { recursive: true });
});

/** Wants a key that begins with "good", and takes a "!" for what no archive has. */
async function receive(
  content: AsyncIterable<Buffer>,
  { key, onMetadata }: ReceiveOptions,
): Promise<Upload> {
  const reader: (typeof readers)[number] = { key, text: '' };
  readers.push(reader);
  for await (const chunk of content) {
    if (isFull) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    if (!key?.startsWith('good')) throw new LifeboatError(key ? 'keyWrong' : 'keyMissing');
    reader.text += chunk.toString();
    if (reader.text.includes('!')) throw new LifeboatError('notAnArchive');
    if (reader.text.length >= 3) onMetadata?.({ strapiVersion: '5.0.0', createdAt: null });
  }
  return {} as Upload;
}

async function arrive(text: string): Promise<void> {
  await appendFile(file, text);
  arrival.grew(arrival.status().received + text.length);
  arrival.read();
}

async function until(what: () => boolean): Promise<void> {
  for (let looks = 0; !what(); looks += 1) {
    if (looks > 200) throw new Error(`Never came: ${JSON.stringify(arrival.status())}`);
    await sleep(5);
  }
}

describe('an arrival', () => {
  it('is read while it comes, and told of', async () => {
    await arrival.useKey('good');
    await arrive('abc');
    await until(() => readers[0]?.text === 'abc');
    await until(() => arrival.status().found !== undefined);
    expect(arrival.status()).toMatchObject({ state: 'receiving', received: 3, read: 3 });
    expect(arrival.status().found).toMatchObject({ strapiVersion: '5.0.0' });

    await arrive('def');
    await arrive('ghi');
    await until(() => arrival.state === 'ready');
    expect(readers).toEqual([{ key: 'good', text: 'abcdefghi' }]);
    expect(removed).toBe(1);
    await expect(arrival.useKey('other')).rejects.toMatchObject({ code: 'uploadComplete' });
  });

  it('tries another key on what is there already', async () => {
    await arrive('abc');
    await until(() => arrival.status().error?.details.code === 'keyMissing');
    await arrival.useKey('bad');
    await until(() => arrival.status().error?.details.code === 'keyWrong');
    await arrive('def');
    expect(arrival).toMatchObject({ state: 'failed', failure: undefined });

    await arrival.useKey('good');
    expect(arrival.status().error).toBeUndefined();
    await until(() => readers.at(-1)!.text === 'abcdef');
    await arrive('ghi');
    await until(() => arrival.state === 'ready');
    expect(readers.map(({ key }) => key)).toEqual([undefined, 'bad', 'good']);
    expect(removed).toBe(1);
  });

  it('another key may come while a reader waits for more', async () => {
    await arrival.useKey('good');
    await arrive('abc');
    await until(() => readers[0]?.text === 'abc');
    await arrival.useKey('good');
    expect(readers).toHaveLength(1);
    await arrival.useKey('good too');
    await arrive('defghi');
    await until(() => arrival.state === 'ready');
    expect(readers).toEqual([
      { key: 'good', text: 'abc' },
      { key: 'good too', text: 'abcdefghi' },
    ]);
  });

  it('ends where it turns out to be no archive, and wants no key', async () => {
    await arrival.useKey('good');
    await arrive('ab!');
    await until(() => arrival.failure !== undefined);
    expect(arrival.status()).toMatchObject({
      state: 'failed',
      error: { details: { code: 'notAnArchive' } },
    });
    expect(removed).toBe(1);
    await expect(arrival.useKey('good')).rejects.toMatchObject({ code: 'notAnArchive' });
  });

  it('keeps what the disk had no room for, and reads it anew when asked', async () => {
    await arrival.useKey('good');
    await arrive('abc');
    await until(() => readers[0]?.text === 'abc');
    isFull = true;
    await arrive('defghi');
    await until(() => arrival.state === 'failed');
    expect(arrival.status()).toMatchObject({
      received: 9,
      canRetry: true,
      error: { details: { code: 'diskFull' } },
    });
    expect(arrival.failure).toBeUndefined();
    expect({ removed, told }).toEqual({ removed: 0, told: ['diskFull'] });

    await arrival.retry();
    await until(() => arrival.state === 'failed');
    isFull = false;
    await arrival.retry();
    expect(arrival.status().canRetry).toBeUndefined();
    await until(() => arrival.state === 'ready');
    // The key is still known.
    expect(readers.at(-1)).toEqual({ key: 'good', text: 'abcdefghi' });
    expect(removed).toBe(1);
    await arrival.retry();
    expect(arrival.state).toBe('ready');
  });

  it('reads it anew with a later part, but not with each', async () => {
    await arrival.useKey('good');
    isFull = true;
    await arrive('abc');
    await until(() => arrival.state === 'failed');
    isFull = false;
    await arrival.partBegins();
    await arrive('def');
    arrival.partEnds();
    expect(arrival.state).toBe('failed');

    await sleep(1100);
    await arrival.partBegins();
    await arrive('ghi');
    arrival.partEnds();
    await until(() => arrival.state === 'ready');
    expect(readers).toHaveLength(2);
  });

  it('that is no archive is not tried again', async () => {
    await arrival.useKey('good');
    await arrive('ab!');
    await until(() => arrival.failure !== undefined);
    await arrival.retry();
    expect(arrival.status().canRetry).toBeUndefined();
    expect(readers).toHaveLength(1);
  });

  it('that was closed reads nothing of what still comes', async () => {
    await arrival.useKey('good');
    await arrive('abc');
    await until(() => readers[0]?.text === 'abc');
    await arrival.close();
    await arrive('defghi');
    await sleep(20);
    expect(readers).toHaveLength(1);
    expect(arrival.state).toBe('checking');
  });

  it('can be stopped while its reader waits', async () => {
    await arrival.useKey('good');
    await arrive('abc');
    await until(() => readers[0]?.text === 'abc');
    await arrival.stop();
    expect(arrival).toMatchObject({ state: 'receiving', failure: undefined });
    expect(removed).toBe(0);
  });
});
