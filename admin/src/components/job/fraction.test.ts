import { describe, expect, it } from 'vitest';
import type { StageProgress } from '../../../../shared/contract';
import { fraction } from './fraction';

const stage = (progress: Partial<StageProgress>): StageProgress => ({
  name: 'assets',
  state: 'running',
  count: 0,
  bytes: 0,
  ...progress,
});

describe('fraction', () => {
  it('goes by bytes before counts', () => {
    const total = { count: 2, bytes: 100 };
    expect(fraction(stage({ count: 1, bytes: 90, total }))).toBe(0.9);
  });

  it('goes by counts where no bytes are known', () => {
    expect(fraction(stage({ count: 1, bytes: 90, total: { count: 4 } }))).toBe(0.25);
  });

  it('is unknown without a total', () => {
    expect(fraction(stage({ count: 7 }))).toBeNull();
    expect(fraction(stage({ count: 0, total: { count: 0, bytes: 0 } }))).toBeNull();
  });

  it('is never more than all', () => {
    expect(fraction(stage({ count: 9, total: { count: 4 } }))).toBe(1);
  });
});
