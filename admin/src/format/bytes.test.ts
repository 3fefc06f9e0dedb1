import { describe, expect, it } from 'vitest';
import { scaleBytes } from './bytes';

describe('scaleBytes', () => {
  it.each([
    [0, 0, 'byte'],
    [999, 999, 'byte'],
    [1000, 1, 'kilobyte'],
    [1_500_000, 1.5, 'megabyte'],
    [2_340_000_000, 2.34, 'gigabyte'],
    [5e15, 5000, 'terabyte'],
  ])('%d bytes are %d %s', (bytes, value, unit) => {
    expect(scaleBytes(bytes)).toMatchObject({ value, unit });
  });

  it('moves to the next unit before a number would round to 1,000', () => {
    expect(scaleBytes(999_499)).toMatchObject({ unit: 'kilobyte' });
    expect(scaleBytes(999_500).unit).toBe('megabyte');
  });

  it('drops the fraction where it says nothing', () => {
    expect(scaleBytes(12).maximumFractionDigits).toBe(0);
    expect(scaleBytes(12_340).maximumFractionDigits).toBe(1);
    expect(scaleBytes(123_400).maximumFractionDigits).toBe(0);
    expect(scaleBytes(99_960).maximumFractionDigits).toBe(0);
  });

  it('takes no offence at a negative number', () => {
    expect(scaleBytes(-5)).toMatchObject({ value: 0, unit: 'byte' });
  });
});
