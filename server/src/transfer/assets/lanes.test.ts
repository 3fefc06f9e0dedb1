import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inLanes } from './lanes';

it('does all there is, several at once', async () => {
  const busy = { now: 0, most: 0 };
  let left = 20;
  await inLanes(4, async () => {
    if (left === 0) return false;
    left -= 1;
    busy.most = Math.max(busy.most, (busy.now += 1));
    await sleep(2);
    busy.now -= 1;
    return true;
  });
  expect(left).toBe(0);
  expect(busy.most).toBe(4);
});

it('begins nothing after a failure, and ends when what was begun has ended', async () => {
  let begun = 0;
  let ended = 0;
  const working = inLanes(3, async () => {
    const turn = (begun += 1);
    await sleep(turn === 1 ? 2 : 20);
    ended += 1;
    if (turn === 1) throw new Error('disk full');
    return begun < 100;
  });
  await expect(working).rejects.toThrow('disk full');
  expect({ begun, ended }).toEqual({ begun: 3, ended: 3 });
});
