import { describe, expect, it } from 'vitest';
import { keepLease } from './lease';

describe('a lease that goes on after a pause', () => {
  it('is renewed at once', async () => {
    let renewals = 0;
    const lease = keepLease(
      async () => ++renewals > 0,
      () => undefined,
    );
    await lease.pause();
    expect(await lease.resume()).toBe(true);
    expect(renewals).toBe(1);
    await lease.pause();
  });

  it('tells that somebody else has it now', async () => {
    const lease = keepLease(
      async () => false,
      () => undefined,
    );
    await lease.pause();
    expect(await lease.resume()).toBe(false);
  });

  it('does not take a database that is away for one that has given it to others', async () => {
    const lease = keepLease(
      () => Promise.reject(new Error('away')),
      () => undefined,
    );
    await lease.pause();
    await expect(lease.resume()).rejects.toThrow('away');
    await lease.pause();
  });
});
