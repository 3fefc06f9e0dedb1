import { once } from 'node:events';
import os from 'node:os';
import { expect, it } from 'vitest';
import { startThread } from './threads';

const TELL = `
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage([workerData, require('node:os').getPriority()]);
`;

it('a thread runs what it is told', async () => {
  const [answer] = (await once(startThread(TELL, 'given'), 'message')) as [[string, number]];
  expect(answer[0]).toBe('given');
});

it.skipIf(process.platform !== 'linux')(
  'it stands back behind the one that started it',
  async () => {
    const before = os.getPriority();
    const [answer] = (await once(startThread(TELL), 'message')) as [[string, number]];
    expect(answer[1]).toBeGreaterThan(before);
    expect(os.getPriority()).toBe(before);
  },
);
