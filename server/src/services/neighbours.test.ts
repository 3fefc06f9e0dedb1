import { beforeEach, describe, expect, it } from 'vitest';
import { holderHere } from '../state/holder';
import type { JobRecord } from '../state/job-table';
import { type Neighbours, createNeighbours } from './neighbours';

let current: Partial<JobRecord> | undefined | Error;
let done: string[];
let neighbours: Neighbours;

beforeEach(() => {
  current = undefined;
  done = [];
  neighbours = createNeighbours({
    table: {
      async current() {
        if (current instanceof Error) throw current;
        return current as JobRecord | undefined;
      },
    },
    gate: { set: async (state) => void done.push(`gate ${state}`) },
    pauseBackground() {
      done.push('pause');
      return () => done.push('resume');
    },
    refresh: async () => void done.push('refresh'),
    warn: (problem) => done.push(String(problem)),
  });
});

const THEIRS: Partial<JobRecord> = { kind: 'restore', holder: 'another' };

async function see(record: typeof current): Promise<string[]> {
  current = record;
  await neighbours.look();
  return done.splice(0);
}

describe('a server beside others', () => {
  it('lets nobody write while another one restores, and catches up afterwards', async () => {
    expect(await see(undefined)).toEqual([]);
    expect(await see(THEIRS)).toEqual(['pause', 'gate readOnly']);
    expect(await see(THEIRS)).toEqual([]);
    expect(await see(undefined)).toEqual(['refresh', 'resume', 'gate open']);
    expect(await see(undefined)).toEqual([]);
  });

  it('does not mind exports, nor its own restore', async () => {
    expect(await see({ ...THEIRS, kind: 'export' })).toEqual([]);
    expect(await see({ ...THEIRS, holder: holderHere })).toEqual([]);
  });

  it('leaves the gate to a restore of its own that has begun since', async () => {
    await see(THEIRS);
    expect(await see({ ...THEIRS, holder: holderHere })).toEqual(['refresh', 'resume']);
  });

  it('stays as it is while the database can’t be asked', async () => {
    await see(THEIRS);
    expect(await see(new Error('gone'))).toEqual(['Error: gone']);
    expect(await see(undefined)).toEqual(['refresh', 'resume', 'gate open']);
  });
});
