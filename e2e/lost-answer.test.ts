import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobCreated, JobSnapshot } from '../shared/contract';
import { type Pair, makePair } from './support/crash-matrix';
import { type DatabaseProxy, databaseProxy } from './support/database-proxy';
import { POSTGRES, isSkipped } from './support/databases';
import { type FaultySite, faultySite } from './support/faults';
import { type Fingerprint, fingerprint } from './support/fingerprint';
import { jobEnd, restoreTo, upload } from './support/site';
import { dropUploads, stagedIn } from './support/staging';

describe.skipIf(await isSkipped(POSTGRES))('a commit whose answer is lost', () => {
  let proxy: DatabaseProxy;
  let faulty: FaultySite;
  let archives: Pair;
  const states = {} as Record<'a' | 'b', Fingerprint>;

  beforeAll(async () => {
    archives = await makePair();
    faulty = await faultySite('magazine', { server: POSTGRES });
    proxy = await databaseProxy(faulty.site.env);
    Object.assign(faulty.site.env, proxy.env);
    await faulty.site.start();
    for (const name of ['b', 'a'] as const) {
      expect(await restoreTo(faulty.site, archives[name])).toMatchObject({ state: 'done' });
      states[name] = await fingerprint(faulty.site);
    }
  });

  /** `a`, as a restore leaves it. */
  beforeEach(async () => {
    faulty.never();
    proxy.back();
    expect(await restoreTo(faulty.site, archives.a)).toMatchObject({ state: 'done' });
    expect(await fingerprint(faulty.site)).toEqual(states.a);
  });

  afterAll(() => proxy.close());

  /** Restores `b`, and breaks what is said there at its commit. */
  async function restoreBreaking(damage: () => void): Promise<JobSnapshot> {
    const { body } = await upload(faulty.site, archives.b);
    faulty.at('wait', 'commit');
    const started = await faulty.site.api<JobCreated>('POST', '/lifeboat/restores', {
      upload: body.data.id,
    });
    await faulty.waiting();
    damage();
    faulty.never();
    return jobEnd(faulty.site, started.body.data);
  }

  async function expectOnly(name: 'a' | 'b'): Promise<void> {
    await dropUploads(faulty.site);
    expect(await fingerprint(faulty.site)).toEqual(states[name]);
    expect(await stagedIn(faulty.site)).toEqual([]);
  }

  it('is done, when the database says so afterwards', async () => {
    const job = await restoreBreaking(() => proxy.breakAtCommit({ arrives: true }));
    expect(job).toMatchObject({ state: 'done' });
    await expectOnly('b');
  });

  it('is undone, when it never arrived', async () => {
    const job = await restoreBreaking(() => proxy.breakAtCommit({ arrives: false }));
    expect(job).toMatchObject({
      state: 'failed',
      error: { details: { code: 'restoreFailed' } },
    });
    await expectOnly('a');
  });

  it.each([
    [true, 'b'],
    [false, 'a'],
  ] as const)(
    'is left open while the database is away (it arrived: %s), and settled by the next start',
    async (arrives, expected) => {
      const job = await restoreBreaking(() => proxy.breakAtCommit({ arrives, staysAway: true }));
      expect(job).toMatchObject({
        state: 'failed',
        error: { details: { code: 'outcomeUnknown' } },
      });
      await faulty.site.stop('SIGKILL');
      proxy.back();
      await faulty.site.start();
      await expectOnly(expected);
    },
  );
});
