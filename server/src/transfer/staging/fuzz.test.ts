import { expect, it } from 'vitest';
import { fuzz } from './fuzz';

it('refuses or takes whatever comes, in words of its own', async () => {
  const { runs, accepted, refused } = await fuzz(1, (done) => done < 1500);
  expect(runs).toBe(1500);
  // The mutations reach both sides of the border, and many places on it.
  expect(accepted).toBeGreaterThan(20);
  expect(Object.keys(refused).length).toBeGreaterThan(4);
});
