import { describe, expect, it } from 'vitest';
import { createSpeedometer } from './speed';

const MB = 1_000_000;

describe('createSpeedometer', () => {
  it('says nothing during the first second', () => {
    const measure = createSpeedometer();
    expect(measure(0, 100 * MB, 0)).toEqual({ speed: null, secondsLeft: null });
    expect(measure(5 * MB, 100 * MB, 900)).toEqual({ speed: null, secondsLeft: null });
  });

  it('tells speed and time left', () => {
    const measure = createSpeedometer();
    measure(0, 100 * MB, 0);
    expect(measure(20 * MB, 100 * MB, 2000)).toEqual({ speed: 10 * MB, secondsLeft: 8 });
  });

  it('forgets what is long past', () => {
    const measure = createSpeedometer();
    let last = measure(0, 1000 * MB, 0);
    for (let second = 1; second <= 10; second++)
      last = measure(second * 10 * MB, 1000 * MB, second * 1000);
    for (let second = 1; second <= 10; second++) {
      last = measure((100 + second) * MB, 1000 * MB, (10 + second) * 1000);
    }
    expect(last.speed).toBe(MB);
  });

  it('gives no time left while nothing moves', () => {
    const measure = createSpeedometer();
    measure(5 * MB, 10 * MB, 0);
    expect(measure(5 * MB, 10 * MB, 5000)).toEqual({ speed: 0, secondsLeft: null });
  });
});
