import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  JobCreated,
  JobList,
  JobSnapshot,
  JobWarning,
  RestoreOptions,
} from '../shared/contract';
import { POSTGRES, isSkipped } from './support/databases';
import { editArchive } from './support/edit-archive';
import { type FaultySite, death, faultySite } from './support/faults';
import { type Fingerprint, fingerprint } from './support/fingerprint';
import { startSite } from './support/fixtures';
import { startHookTarget } from './support/hook-target';
import {
  type Site,
  anotherInstance,
  exportFrom,
  getJob,
  jobEnd,
  restoreTo,
  upload,
} from './support/site';
import { type SmallDisk, smallDisk } from './support/small-disk';
import { dropUploads, safetyCopiesIn, stagedIn } from './support/staging';

interface Entity {
  type: string;
  id: number;
  data: Record<string, unknown>;
}

const TAG = 'api::tag.tag';
/** A process of another machine: whether it still runs, nobody here can tell. */
const ELSEWHERE = JSON.stringify({ host: 'elsewhere.test', pid: 1, life: randomUUID() });

let plain: Buffer;
/** Without tags, so that it can be told whether it was restored. */
let other: Buffer;
/** Entities enough for a restore to take some seconds. */
let large: Buffer;

beforeAll(async () => {
  const magazine = await startSite('magazine');
  plain = await exportFrom(magazine, { encrypt: false, compress: false });
  await magazine.stop();
  other = await editArchive(plain, ({ editRecords }) =>
    editRecords<Entity>('entities', (record) => (record.type === TAG ? null : record)),
  );
  large = await editArchive(plain, ({ editRecords }) =>
    editRecords<Entity>('entities', (record) => (record.type === TAG ? copies(record) : record)),
  );
});

/** The same row many times, under other ids. */
function copies(record: Entity): Entity[] {
  return Array.from({ length: 600 }, (_, copy) => ({
    ...record,
    id: record.id + copy * 1000,
    data: { ...record.data, documentId: `${String(record.data.documentId)}${copy}` },
  }));
}

async function start(
  site: Site,
  archive: Buffer,
  options: Omit<RestoreOptions, 'upload'> = {},
): Promise<JobCreated> {
  const { body } = await upload(site, archive);
  const started = await site.api<JobCreated>('POST', '/lifeboat/restores', {
    upload: body.data.id,
    ...options,
  });
  expect(started).toMatchObject({ status: 202 });
  return started.body.data;
}

const failedWith = (code: string, details: object = {}): object => ({
  state: 'failed',
  error: { details: { code, ...details } },
});

async function expectWritable(site: Site): Promise<void> {
  const written = await site.api('PUT', '/admin/users/me', { firstname: 'Demo' });
  expect(written.status).toBe(200);
}

async function expectNothingLeft(site: Site): Promise<void> {
  await dropUploads(site);
  expect(await stagedIn(site)).toEqual([]);
  const { body } = await site.api<JobList>('GET', '/lifeboat/jobs');
  expect(body.data.running).toBeNull();
}

describe('a full disk', () => {
  let faulty: FaultySite;
  let before: Fingerprint;
  let disk: SmallDisk | undefined;

  const site = (): Site => faulty.site;

  async function withDisk(folder: string, megabytes: number): Promise<SmallDisk> {
    disk = await smallDisk(faulty, folder, megabytes);
    return disk;
  }

  beforeAll(async () => {
    // As if the disk looked large enough when the upload began.
    faulty = await faultySite('magazine', { env: { LIFEBOAT_MAX_UNPACKED_BYTES: '1000000000' } });
    await site().start();
    expect(await restoreTo(site(), plain)).toMatchObject({ state: 'done' });
    before = await fingerprint(site());
  });

  afterEach(async () => {
    await disk?.remove();
    disk = undefined;
    faulty.never();
  });

  async function expectAsBefore(): Promise<void> {
    expect(await fingerprint(site())).toEqual(before);
    await expectWritable(site());
    await expectNothingLeft(site());
  }

  async function expectRestorable(options: Omit<RestoreOptions, 'upload'> = {}): Promise<void> {
    expect(await restoreTo(site(), other, options)).toMatchObject({ state: 'done' });
    expect(await fingerprint(site())).not.toEqual(before);
    expect(await restoreTo(site(), plain, options)).toMatchObject({ state: 'done' });
    await expectAsBefore();
  }

  it.each([
    ['from the beginning', 0],
    ['in its middle', 20_000],
  ])('keeps a restore whose safety copy has no room %s from starting', async (_when, leaving) => {
    const { fill } = await withDisk(path.join(site().dir, 'safety-copies'), 64);
    await fill(leaving);
    const kept = await safetyCopiesIn(site());
    expect(await restoreTo(site(), other)).toMatchObject(
      failedWith('safetyCopyFailed', { reason: 'diskFull' }),
    );
    expect(await safetyCopiesIn(site())).toEqual(kept);
    await expectAsBefore();

    await expectRestorable({ safetyCopy: false });
  });

  it('for what is uploaded refuses the upload, and nothing of it is left', async () => {
    const { fill, free } = await withDisk(path.join(site().dir, 'staging'), 64);
    await fill();
    expect(await upload(site(), other)).toMatchObject({
      status: 507,
      body: { error: { details: { code: 'diskFull' } } },
    });
    await free();
    await expectAsBefore();
    await expectRestorable();
  });

  it('for the files of an upload refuses it, and nothing of it is left', async () => {
    const { fill, free } = await withDisk(site().uploadsDir, 64);
    await fill();
    expect(await upload(site(), other)).toMatchObject({
      status: 507,
      body: { error: { details: { code: 'diskFull' } } },
    });
    await free();
    await expectAsBefore();
    await expectRestorable();
  });

  it('for the journal fails the restore', async () => {
    const { fill, free } = await withDisk(site().uploadsDir, 64);
    faulty.at('wait', 'writeJournal');
    const job = await start(site(), other);
    await faulty.waiting();
    await fill();
    expect(await jobEnd(site(), job)).toMatchObject(failedWith('diskFull'));
    await free();
    await expectAsBefore();
    await expectRestorable();
  });
});

it('a full disk under the database of SQLite fails the restore, and all is as before', async (test) => {
  const faulty = await faultySite('magazine');
  const { site } = faulty;
  const folder = path.join(site.dir, 'database');
  const disk = await smallDisk(faulty, folder, 48);
  if (!disk.isReal) return test.skip();
  try {
    const file = path.join(folder, 'data.db');
    await copyFile(path.join(site.dir, 'data.db'), file);
    await rm(path.join(site.dir, 'data.db'));
    await symlink(file, path.join(site.dir, 'data.db'));
    await site.start();
    expect(await restoreTo(site, plain)).toMatchObject({ state: 'done' });
    const before = await fingerprint(site);

    faulty.at('wait', 'replaceContent');
    const job = await start(site, large, { safetyCopy: false });
    await faulty.waiting();
    await disk.fill(20_000);
    expect(await jobEnd(site, job)).toMatchObject(failedWith('diskFull'));
    await disk.free();
    expect(await fingerprint(site)).toEqual(before);
    await expectWritable(site);
    await expectNothingLeft(site);
    expect(await restoreTo(site, other)).toMatchObject({ state: 'done' });
  } finally {
    await site.stop();
    await disk.remove();
  }
});

describe.skipIf(await isSkipped(POSTGRES))('on PostgreSQL', () => {
  let faulty: FaultySite;
  let before: Fingerprint;

  const site = (): Site => faulty.site;

  beforeAll(async () => {
    faulty = await faultySite('magazine', { server: POSTGRES });
    await site().start();
    expect(await restoreTo(site(), plain)).toMatchObject({ state: 'done' });
    before = await fingerprint(site());
  });

  beforeEach(() => faulty.never());

  async function expectAsBefore(): Promise<void> {
    expect(await fingerprint(site())).toEqual(before);
    await expectWritable(site());
    await expectNothingLeft(site());
  }

  async function expectRestorable(): Promise<void> {
    expect(await restoreTo(site(), other)).toMatchObject({ state: 'done' });
    expect(await fingerprint(site())).not.toEqual(before);
    expect(await restoreTo(site(), plain)).toMatchObject({ state: 'done' });
    await expectAsBefore();
  }

  /** As when the database is started anew. */
  function breakConnections(): Promise<unknown> {
    return site().database.connected((connection) =>
      connection.raw(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      ),
    );
  }

  async function until(job: JobCreated, condition: (job: JobSnapshot) => boolean): Promise<void> {
    for (let snapshot; !snapshot || !condition(snapshot); await sleep(20)) {
      snapshot = await getJob(site(), job);
      expect(snapshot.state).toBe('running');
    }
  }

  const changeJob = ({ id }: JobCreated, change: Record<string, unknown>): Promise<number> =>
    site().database.connected((connection) =>
      connection('lifeboat_jobs').where({ job_id: id }).update(change),
    );

  describe('a lost connection', () => {
    it('in the middle fails the restore', async () => {
      const job = await start(site(), large);
      await until(job, ({ stages }) => stages[1]!.count > 50);
      await breakConnections();
      expect(await jobEnd(site(), job)).toMatchObject(failedWith('restoreFailed'));
      await expectAsBefore();
      await expectRestorable();
    });

    it.each(['openTransaction', 'replaceContent', 'writeJournal', 'mark', 'commit'])(
      'at %s fails the restore',
      async (step) => {
        faulty.at('wait', step);
        const job = await start(site(), other);
        await faulty.waiting();
        await breakConnections();
        faulty.never();
        const { state, error } = await jobEnd(site(), job);
        // Before the transaction there is nothing to lose: the pool opens another connection.
        if (step === 'openTransaction' && state === 'done') {
          expect(await restoreTo(site(), plain)).toMatchObject({ state: 'done' });
        } else {
          expect({ state, error }).toMatchObject(failedWith('restoreFailed'));
        }
        await expectAsBefore();
      },
    );

    it.each(['placeFiles', 'refreshServer', 'openSite', 'tidyUp'])(
      'at %s does not matter any more',
      async (step) => {
        faulty.at('wait', step);
        const job = await start(site(), other);
        await faulty.waiting();
        await breakConnections();
        faulty.never();
        expect(await jobEnd(site(), job)).toMatchObject({ state: 'done' });
        await expectRestorable();
      },
    );
  });

  describe('a lost lease', () => {
    async function expectLeaseLost(job: JobCreated): Promise<void> {
      expect(await jobEnd(site(), job)).toMatchObject(failedWith('leaseLost'));
      expect(await fingerprint(site())).toEqual(before);
      // Until its lease runs out, the job is the other's.
      const refused = await site().api('POST', '/lifeboat/exports', { encrypt: false });
      expect(refused).toMatchObject({
        status: 409,
        body: { error: { details: { code: 'jobRunning', kind: 'restore' } } },
      });
      await changeJob(job, { expires_at: 0 });
      await dropUploads(site());
      await expectRestorable();
    }

    it('is noticed at the commit', async () => {
      faulty.at('wait', 'mark');
      const job = await start(site(), other);
      await faulty.waiting();
      await changeJob(job, { holder: ELSEWHERE, expires_at: inAMinute() });
      faulty.never();
      await expectLeaseLost(job);
    });

    it('is noticed when it is to be renewed, and stops the restore', async () => {
      // Somebody else's lock keeps the restore waiting for longer than it takes to be noticed.
      const job = await site().database.connected((connection) =>
        connection.transaction(async (trx) => {
          await trx.raw('lock table tags in access share mode');
          await trx('tags').forUpdate().select('id');
          await trx.raw('lock table tags in row exclusive mode');
          const started = await start(site(), other, { safetyCopy: false });
          await until(started, ({ step }) => step === 'content');
          await trx.raw('select 1');
          await changeHolderElsewhere(started);
          await sleep(7000);
          return started;
        }),
      );
      await expectLeaseLost(job);
    });

    const inAMinute = (): number => Math.floor(Date.now() / 1000) + 60;

    async function changeHolderElsewhere(job: JobCreated): Promise<void> {
      await changeJob(job, { holder: ELSEWHERE, expires_at: inAMinute() });
    }
  });

  describe('a job that another machine left', () => {
    /** As it stands in the table when that machine is gone and its lease has run out. */
    async function leave(state: 'running' | 'committed'): Promise<string> {
      const jobId = randomUUID();
      await site().database.connected(async (connection) => {
        const [row] = (await connection('lifeboat_jobs')
          .where({ kind: 'restore' })
          .orderBy('id', 'desc')
          .limit(1)) as { snapshot: string }[];
        const snapshot = { ...(JSON.parse(row!.snapshot) as JobSnapshot), id: jobId };
        await connection('lifeboat_jobs').insert({
          job_id: jobId,
          slot: 'running',
          kind: 'restore',
          state,
          holder: ELSEWHERE,
          expires_at: Math.floor(Date.now() / 1000) - 1,
          started_by_id: '1',
          started_by: 'Somebody',
          snapshot: JSON.stringify({ ...snapshot, state: 'running', endedAt: undefined }),
        });
      });
      return jobId;
    }

    /** The plan of a restore that was about to put one file in place. */
    async function leavePlan(jobId: string): Promise<void> {
      const root = path.join(site().uploadsDir, '.lifeboat');
      const [from, journal] = [path.join(root, 'left'), path.join(root, `journal-${jobId}`)];
      await mkdir(journal);
      await writeFile(from, 'left');
      const line = JSON.stringify({ place: 'left.txt', from, size: 4 });
      await writeFile(path.join(journal, 'plan.jsonl'), `${line}\n`);
    }

    async function ended(jobId: string): Promise<JobSnapshot> {
      await exportFrom(site(), { encrypt: false });
      const { body } = await site().api<JobList>('GET', '/lifeboat/jobs');
      return body.data.recent.find(({ id }) => id === jobId)!;
    }

    it('before its commit is undone by the next job', async () => {
      expect(await ended(await leave('running'))).toMatchObject(failedWith('interrupted'));
      await expectAsBefore();
    });

    it('after its commit comes to an end though files and plan are gone, and can be undone', async () => {
      const done = await restoreTo(site(), other);
      const jobId = await leave('committed');
      const copies = path.join(site().dir, 'safety-copies');
      await copyFile(path.join(copies, `${done.id}.tar.gz`), path.join(copies, `${jobId}.tar.gz`));
      await leavePlan(jobId);
      await rm(path.join(site().uploadsDir, '.lifeboat/left'));
      expect(await ended(jobId)).toMatchObject({
        state: 'done',
        warnings: expect.arrayContaining([
          expect.objectContaining({ code: 'fileLost', details: { name: 'left.txt' } }),
        ]) as JobWarning[],
      });

      const undo = await site().api<JobCreated>('POST', `/lifeboat/restores/${jobId}/undo`);
      expect(undo.status).toBe(202);
      expect(await jobEnd(site(), undo.body.data)).toMatchObject({ state: 'done' });
      await expectAsBefore();

      const planless = await leave('committed');
      expect(await ended(planless)).toMatchObject({
        state: 'done',
        warnings: expect.arrayContaining([
          expect.objectContaining({ code: 'filesUnplaced' }),
        ]) as JobWarning[],
      });
      await expectAsBefore();
    });

    it('after its commit is finished by the next job', async () => {
      const jobId = await leave('committed');
      await leavePlan(jobId);
      expect(await ended(jobId)).toMatchObject({ state: 'done' });
      expect((await fingerprint(site())).files).toMatchObject({ 'left.txt': expect.any(String) });
      await rm(path.join(site().uploadsDir, 'left.txt'));
      await expectRestorable();
    });
  });

  describe('short time-outs', () => {
    const LONGER_MS = 2500;
    /** Answers a file late, and until then the export asks the database nothing. */
    const slow = createServer((_request, response) => {
      setTimeout(() => response.end('late'), LONGER_MS);
    });

    const setTimeouts = (value: string) =>
      site().database.connected(async (connection) => {
        const { rows } = await connection.raw<{ rows: { name: string }[] }>(
          'select current_database() as name',
        );
        for (const setting of ['statement_timeout', 'idle_in_transaction_session_timeout']) {
          await connection.raw(`alter database ?? set ${setting} = ${value}`, [rows[0]!.name]);
        }
      });

    beforeAll(async () => {
      await setTimeouts("'1s'");
      slow.listen(0, '127.0.0.1');
      await once(slow, 'listening');
      await site().stop();
      await site().start();
      return async () => {
        slow.close();
        await setTimeouts('default');
        await site().stop();
        await site().start();
      };
    });

    /** Somebody else's lock keeps what is begun meanwhile waiting. */
    const whileLocked = <T>(mode: string, begin: () => Promise<T>): Promise<T> =>
      site().database.connected((connection) =>
        connection.transaction(async (trx) => {
          await trx.raw(`set local idle_in_transaction_session_timeout = 0`);
          await trx.raw(`lock table tags in ${mode} mode`);
          const begun = await begin();
          await sleep(LONGER_MS);
          return begun;
        }),
      );

    it('do not end a restore that waits in a statement, or between two', async () => {
      const locked = await whileLocked('row exclusive', () =>
        start(site(), other, { safetyCopy: false }),
      );
      expect(await jobEnd(site(), locked)).toMatchObject({ state: 'done' });
      faulty.at('pause', 'replaceContent');
      const job = await start(site(), plain, { safetyCopy: false });
      await faulty.waiting();
      await sleep(LONGER_MS);
      faulty.never();
      expect(await jobEnd(site(), job)).toMatchObject({ state: 'done' });
      await expectAsBefore();
    });

    it('do not end a safety copy or an export that waits in a statement, or between two', async () => {
      faulty.at('pause', 'makeSafetyCopy');
      const job = await start(site(), other);
      await faulty.waiting();
      await whileLocked('access exclusive', async () => faulty.never());
      expect(await jobEnd(site(), job)).toMatchObject({ state: 'done' });
      expect(await restoreTo(site(), plain)).toMatchObject({ state: 'done' });

      const url = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/late.png`;
      const [file] = await site().database.connected((connection) =>
        connection('files').select<{ id: number; url: string }[]>('id', 'url').limit(1),
      );
      const moveTo = (to: string) =>
        site().database.connected((connection) =>
          connection('files').where({ id: file!.id }).update({ url: to }),
        );
      await moveTo(url);
      const exported = await exportFrom(site(), { encrypt: false });
      expect(exported.length).toBeGreaterThan(0);
      await moveTo(file!.url);
      await expectAsBefore();
    });
  });

  describe('two servers of one site', () => {
    let second: Site;

    beforeAll(async () => {
      second = await anotherInstance(site());
      await second.start();
      return () => second.stop();
    });

    it('run one job at a time, and each tells of the other’s', async () => {
      faulty.at('wait', 'replaceContent');
      const job = await start(site(), other);
      await faulty.waiting();

      const { body } = await second.api<JobList>('GET', '/lifeboat/jobs');
      expect(body.data.running).toMatchObject({ id: job.id, kind: 'restore', state: 'running' });
      expect(body.data.running!.ticket).toBeUndefined();
      const uploaded = await upload(second, other);
      expect(uploaded.status).toBe(201);
      const refused = [
        await second.api('POST', '/lifeboat/restores', { upload: uploaded.body.data.id }),
        await second.api('POST', '/lifeboat/exports', { encrypt: false }),
      ];
      for (const answer of refused) {
        expect(answer).toMatchObject({
          status: 409,
          body: { error: { details: { code: 'jobRunning', kind: 'restore' } } },
        });
      }

      faulty.never();
      expect(await jobEnd(site(), job)).toMatchObject({ state: 'done' });
      await second.api('DELETE', `/lifeboat/uploads/${uploaded.body.data.id}`);
      expect(await restoreTo(second, plain)).toMatchObject({ state: 'done' });
      await expectAsBefore();
    });

    it('let nobody write while the other restores, and are up to date afterwards', async () => {
      const mindful = await anotherInstance(site(), { LIFEBOAT_SEVERAL_INSTANCES: 'true' });
      await mindful.start();
      const target = await startHookTarget();
      const hook = { id: 99, name: 'hook', url: target.url('/hook'), headers: {}, enabled: true };
      const hooked = await editArchive(plain, ({ editRecords }) => {
        const added = [{ type: 'webhook', value: { ...hook, events: ['entry.create'] } }];
        return editRecords<object>('configuration', (record) => [record, ...added.splice(0)]);
      });
      const write = () => mindful.api('PUT', '/admin/users/me', { firstname: 'Demo' });

      faulty.at('pause', 'replaceContent');
      const job = await start(site(), hooked);
      await faulty.waiting();
      for (const deadline = Date.now() + 5000; (await write()).status !== 503; await sleep(100)) {
        expect(Date.now()).toBeLessThan(deadline);
      }
      expect((await mindful.request('/admin/users/me')).status).toBe(200);
      faulty.never();
      expect(await jobEnd(site(), job)).toMatchObject({ state: 'done' });

      for (const deadline = Date.now() + 5000; (await write()).status !== 200; await sleep(100)) {
        expect(Date.now()).toBeLessThan(deadline);
      }
      await mindful.api('POST', `/content-manager/collection-types/${TAG}`, { name: 'New' });
      expect(await target.next()).toBe('/hook entry.create');
      await target.close();
      await mindful.stop();
      expect(await restoreTo(site(), plain)).toMatchObject({ state: 'done' });
      await expectAsBefore();
    });

    it('wait until the other has seen them before they touch anything', async () => {
      const several = { LIFEBOAT_SEVERAL_INSTANCES: 'true' };
      const mindful = await anotherInstance(site(), several);
      await mindful.start();
      const { env } = site();
      await site().stop();
      Object.assign(env, several);
      await site().start();

      faulty.at('pause', 'closeSite');
      const job = await start(site(), other, { safetyCopy: false });
      await faulty.waiting();
      const written = await mindful.api('PUT', '/admin/users/me', { firstname: 'Demo' });
      expect(written.status).toBe(503);
      faulty.never();
      expect(await jobEnd(site(), job)).toMatchObject({ state: 'done' });

      await mindful.stop();
      await site().stop();
      delete env.LIFEBOAT_SEVERAL_INSTANCES;
      await site().start();
      expect(await restoreTo(site(), plain)).toMatchObject({ state: 'done' });
      await expectAsBefore();
    });

    it('finish what the other died of', async () => {
      for (const [step, archive] of [
        ['replaceContent', other],
        ['placeFiles', other],
      ] as const) {
        faulty.at('kill', step);
        await start(site(), archive).catch(() => undefined);
        await death(site());
        await exportFrom(second, { encrypt: false });
        const found = await fingerprint(second);
        if (step === 'replaceContent') expect(found).toEqual(before);
        else expect(found).not.toEqual(before);
        faulty.never();
        await site().start();
        expect(await stagedIn(site())).toEqual([]);
      }
      await expectRestorable();
    });
  });
});
