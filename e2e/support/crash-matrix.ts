import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { JobCreated, JobList, JobSnapshot } from '../../shared/contract';
import { editArchive } from './edit-archive';
import { type FaultySite, death } from './faults';
import { type Fingerprint, fingerprint } from './fingerprint';
import { startSite } from './fixtures';
import { type Site, cancel, exportFrom, jobEnd, restoreTo, upload } from './site';
import { dropUploads, safetyCopiesIn, stagedIn } from './staging';

/** In their order; the comments of `restore-run.ts` say what each does. */
const BEFORE_COMMIT = [
  'unpack',
  'stopWriting',
  'makeSafetyCopy',
  'bringFiles',
  'closeSite',
  'openTransaction',
  'replaceContent',
  'writeJournal',
  'mark',
  'commit',
];
const AFTER_COMMIT = ['placeFiles', 'refreshServer', 'openSite', 'tidyUp'];
/** `npm run crash` asks for more. */
const RANDOM_KILLS = Number(process.env.LIFEBOAT_CRASHES ?? 3);

/** Two archives for the same site that differ in rows, links and files. */
export interface Pair {
  a: Buffer;
  b: Buffer;
}

/** In `b` some rows are others, one file has other bytes and an image is missing. */
export async function makePair(): Promise<Pair> {
  const magazine = await startSite('magazine');
  const a = await exportFrom(magazine, { encrypt: false, compress: false });
  await magazine.stop();
  const b = await editArchive(a, async ({ dir, editRecords }) => {
    await editRecords<{ type: string; data: { name: string } }>('entities', (record) =>
      record.type === 'api::tag.tag'
        ? { ...record, data: { ...record.data, name: `${record.data.name} b` } }
        : record,
    );
    const names = await readdir(path.join(dir, 'assets/uploads'));
    // Its formats stay: they then lie where the row does not say.
    const dropped = names.find((name) => names.includes(`thumbnail_${name}`));
    const changed = names.find((name) => !name.endsWith(dropped!));
    await writeFile(path.join(dir, 'assets/uploads', changed!), 'other bytes');
    await rm(path.join(dir, 'assets/uploads', dropped!));
    await rm(path.join(dir, 'assets/metadata', `${dropped!}.json`));
  });
  return { a, b };
}

export interface Crashes {
  name: string;
  /** A site with the magazine in it, not started. */
  makeSite(): Promise<FaultySite>;
  archives(): Pair;
  /** The hashes of the site's files. */
  files?(site: Site): Promise<Record<string, string>>;
}

/** Tests that a restore which is killed, or fails, at any step or moment is done wholly or not at all. */
export function testCrashes({ name: where, makeSite, archives, files }: Crashes): void {
  let faulty: FaultySite;
  const states = {} as Record<'a' | 'b', Fingerprint>;
  let now: 'a' | 'b';
  const other = (): 'a' | 'b' => (now === 'a' ? 'b' : 'a');

  beforeAll(async () => {
    faulty = await makeSite();
    await faulty.site.start();
    // Restored once each, so that both are what a restore leaves, and their rows have the archives' ids.
    for (const name of ['a', 'b', 'a'] as const) {
      expect(await restoreTo(faulty.site, archives()[name])).toMatchObject({ state: 'done' });
      states[name] = await stateNow();
      now = name;
    }
    expect(states.a).not.toEqual(states.b);
  });

  beforeEach(async () => {
    faulty.never();
    if (!faulty.site.isRunning()) await faulty.site.start();
  });

  function stateNow(): Promise<Fingerprint> {
    return fingerprint(faulty.site, files && (() => files(faulty.site)));
  }

  async function begin(name: 'a' | 'b'): Promise<JobCreated> {
    const { body } = await upload(faulty.site, archives()[name]);
    const started = await faulty.site.api<JobCreated>('POST', '/lifeboat/restores', {
      upload: body.data.id,
    });
    expect(started).toMatchObject({ status: 202 });
    return started.body.data;
  }

  async function beginAndDie(step: string): Promise<void> {
    faulty.at('kill', step);
    // It may die before it has answered.
    await begin(other()).catch(() => undefined);
    await death(faulty.site);
  }

  /** As after a power cut: no clean-up of any kind. */
  async function startAgain(): Promise<void> {
    await faulty.site.stop('SIGKILL');
    faulty.never();
    await faulty.site.start();
  }

  /** The site is wholly what `now` says, and nothing is left of what was broken off. */
  async function expectWhole(): Promise<void> {
    expect(await stateNow()).toEqual(states[now]);
    expect(await stagedIn(faulty.site)).toEqual([]);
    const copies = await safetyCopiesIn(faulty.site);
    expect(copies.filter((name) => name.endsWith('.part'))).toEqual([]);
    const { body } = await faulty.site.api<JobList>('GET', '/lifeboat/jobs');
    expect(body.data.running).toBeNull();
    expect(body.data.recent[0]).toMatchObject({ endedAt: expect.any(String) });
  }

  it.each(BEFORE_COMMIT)('killed at %s, all is as before', async (step) => {
    await beginAndDie(step);
    await startAgain();
    await expectWhole();
    const { body } = await faulty.site.api<JobList>('GET', '/lifeboat/jobs');
    expect(body.data.recent[0]).toMatchObject({
      state: 'failed',
      error: { details: { code: 'interrupted' } },
    });
  });

  it.each(AFTER_COMMIT)('killed at %s, the restore is finished', async (step) => {
    await beginAndDie(step);
    await startAgain();
    now = other();
    await expectWhole();
    const { body } = await faulty.site.api<JobList>('GET', '/lifeboat/jobs');
    // The copy that was made is not forgotten either.
    expect(body.data.recent[0]).toMatchObject({ state: 'done', canUndo: true });
    const codes = body.data.recent[0]!.warnings.map(({ code }) => code);
    expect(codes).not.toContain('filesUnplaced');
  });

  it('killed while the start after a crash finishes it, the next start does', async () => {
    await beginAndDie('placeFiles');
    faulty.at('kill', 'settle');
    await expect(faulty.site.start()).rejects.toThrow('did not start');
    await startAgain();
    now = other();
    await expectWhole();
  });

  it.each(BEFORE_COMMIT)('failing at %s, all is as before and the site goes on', async (step) => {
    faulty.at('throw', step);
    const job = await jobEnd(faulty.site, await begin(other()));
    faulty.never();
    expect(job).toMatchObject({ state: 'failed', error: { details: { code: 'restoreFailed' } } });
    expect(await stateNow()).toEqual(states[now]);
    const written = await faulty.site.api('PUT', '/admin/users/me', { firstname: 'Demo' });
    expect(written.status).toBe(200);
    await dropUploads(faulty.site);
    await expectWhole();
  });

  it('cancelled at any step before it commits, all is as before and the site goes on', async () => {
    for (const step of BEFORE_COMMIT.slice(0, BEFORE_COMMIT.indexOf('mark'))) {
      faulty.at('pause', step);
      const job = await begin(other());
      await faulty.waiting();
      expect((await cancel(faulty.site, job)).status, step).toBe(200);
      faulty.never();
      expect(await jobEnd(faulty.site, job), step).toMatchObject({
        state: 'cancelled',
        error: { details: { code: 'cancelled' } },
      });
      expect(await stateNow(), step).toEqual(states[now]);
      await dropUploads(faulty.site);
      await expectWhole();
    }
  });

  it('cancelled when it commits, it says that it is too late and comes to its end', async () => {
    faulty.at('pause', 'mark');
    const job = await begin(other());
    await faulty.waiting();
    const { data } = (await (await cancel(faulty.site, job)).json()) as { data: JobSnapshot };
    expect(data).toMatchObject({ state: 'running', cancellable: false });
    faulty.never();
    expect(await jobEnd(faulty.site, job)).toMatchObject({ state: 'done' });
    now = other();
    await expectWhole();
  });

  it.each([
    ['refreshServer', 'nothingRefreshed'],
    ['openSite', 'openedLate'],
    ['tidyUp', 'notTidied'],
  ])(
    'failing at %s, the restore stands, with a warning, and the site goes on',
    async (step, warning) => {
      faulty.at('throw', step);
      const job = await jobEnd(faulty.site, await begin(other()));
      faulty.never();
      expect(job.state).toBe('done');
      expect(job.warnings.map(({ code }) => code)).toContain(warning);
      now = other();
      expect(await stateNow()).toEqual(states[now]);
      const written = await faulty.site.api('PUT', '/admin/users/me', { firstname: 'Demo' });
      expect(written.status).toBe(200);
      await dropUploads(faulty.site);
      await expectWhole();
      expect(await restoreTo(faulty.site, archives()[other()])).toMatchObject({ state: 'done' });
      now = other();
    },
  );

  it('failing to place files, the next job does it first', async () => {
    faulty.at('throw', 'placeFiles');
    const job = await jobEnd(faulty.site, await begin(other()));
    faulty.never();
    expect(job).toMatchObject({
      state: 'failed',
      error: { details: { code: 'filesNotPlaced' } },
    });
    now = other();
    await exportFrom(faulty.site, { encrypt: false });
    expect(await stateNow()).toEqual(states[now]);
    await startAgain();
    expect(await stagedIn(faulty.site)).toEqual([]);
  });

  it('can be restored after all that', async () => {
    for (const name of [other(), now]) {
      expect(await restoreTo(faulty.site, archives()[name])).toMatchObject({ state: 'done' });
      now = name;
      await expectWhole();
    }
  });

  it(`killed at ${RANDOM_KILLS} random moments, it is one or the other`, async () => {
    const duration = await durationOfOne();
    const ends = { old: 0, new: 0 };
    for (let kill = 0; kill < RANDOM_KILLS; kill += 1) {
      await begin(other());
      await sleep(Math.random() * duration);
      await startAgain();
      const found = await stateNow();
      const isNew = JSON.stringify(found) === JSON.stringify(states[other()]);
      if (isNew) now = other();
      ends[isNew ? 'new' : 'old'] += 1;
      await expectWhole();
    }
    console.log(`${where}: ${RANDOM_KILLS} kills, ${ends.old} undone, ${ends.new} finished`);
  }, 3_600_000);

  async function durationOfOne(): Promise<number> {
    const began = Date.now();
    await jobEnd(faulty.site, await begin(other()));
    now = other();
    return Date.now() - began;
  }
}
