import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFiles } from '../../archive/test-helpers';
import { createPlan, hasPlan, readPlan } from './plan';

let dir: string;
beforeEach(async () => {
  dir = path.join(await mkdtemp(path.join(tmpdir(), 'lifeboat-plan-')), 'journal');
});
afterEach(() => rm(path.dirname(dir), { recursive: true }));

async function linesOf(): Promise<unknown[]> {
  const lines: unknown[] = [];
  for await (const line of readPlan(dir)) lines.push(line);
  return lines;
}

it('keeps lines in the order in which they were noted, however many at once', async () => {
  const plan = createPlan<{ n: number; text: string }>(dir);
  const lines = Array.from({ length: 40 }, (_, n) => ({
    n,
    text: 'x'.repeat(n % 2 ? 300_000 : 3),
  }));
  await Promise.all(lines.map((line) => plan.note([line])));
  expect(await linesOf()).toEqual(lines);
  await plan.close();
});

it('is none until something was noted, and empty when that was nothing', async () => {
  const plan = createPlan(dir);
  expect(await hasPlan(dir)).toBe(false);
  expect(await linesOf()).toEqual([]);
  await plan.sync();
  expect(await hasPlan(dir)).toBe(true);
  expect(await linesOf()).toEqual([]);
  await plan.close();
});

it('takes no more lines once it is closed, and keeps those that it has', async () => {
  const before = openFiles();
  for (let n = 0; n < 20; n += 1) {
    const plan = createPlan<number>(dir);
    const noting = plan.note([1, 2]);
    await plan.close();
    await noting;
    await expect(plan.note([3])).rejects.toThrow('closed');
    expect(await linesOf()).toEqual([1, 2]);
  }
  expect(openFiles()).toBeLessThan(before + 10);
});

it('leaves out a line that a crash cut off', async () => {
  const plan = createPlan<{ place: string }>(dir);
  await plan.note([{ place: 'a' }, { place: 'b' }]);
  await plan.close();
  await appendFile(path.join(dir, 'plan.jsonl'), '{"pla');
  expect(await linesOf()).toEqual([{ place: 'a' }, { place: 'b' }]);
});
