import { describe, expect, it } from 'vitest';
import { roundDuration } from './duration';

describe('roundDuration', () => {
  it.each([
    [0, 5, 'second'],
    [7, 10, 'second'],
    [55, 55, 'second'],
    [56, 1, 'minute'],
    [61, 2, 'minute'],
    [3540, 59, 'minute'],
    [3541, 1, 'hour'],
    [5000, 1.5, 'hour'],
  ])('%d s are about %d %s', (seconds, value, unit) => {
    expect(roundDuration(seconds)).toEqual({ value, unit });
  });
});
