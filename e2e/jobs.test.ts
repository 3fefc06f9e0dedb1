import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { type Socket, connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExportCreated, JobCreated, JobSnapshot } from '../shared/contract';
import { type Content, contentOf, contentOfArchive, hashFiles, rowCounts } from './support/content';
import { editArchive } from './support/edit-archive';
import { copySite, startSite } from './support/fixtures';
import { stagedIn } from './support/staging';
import {
  type Site,
  cancel,
  exportFrom,
  getJob,
  jobEnd,
  restoreTo,
  upload,
  downloadEndsWell,
} from './support/site';

const TAG = 'api::tag.tag';

interface Entity {
  type: string;
  id: number;
  data: Record<string, unknown>;
}

let magazine: Site;
let plain: Buffer;
/** Entities enough for a restore to take some seconds. */
let large: Buffer;

beforeAll(async () => {
  magazine = await startSite('magazine');
  plain = await exportFrom(magazine, { encrypt: false, compress: false });
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

interface State {
  content: Content;
  files: Record<string, string>;
  rows: Record<string, number>;
}

async function stateOf(site: Site): Promise<State> {
  return {
    content: await contentOf(site),
    files: await hashFiles(site.uploadsDir),
    rows: await rowCounts(site),
  };
}

async function start(site: Site, archive: Buffer): Promise<JobCreated> {
  const { body } = await upload(site, archive);
  const started = await site.api<JobCreated>('POST', '/lifeboat/restores', {
    upload: body.data.id,
  });
  expect(started.status).toBe(202);
  return started.body.data;
}

/** Webhooks are the last thing that a restore writes. */
function refuseWebhooks(site: Site): void {
  const database = new Database(path.join(site.dir, 'data.db'));
  database.exec(
    "CREATE TRIGGER no_webhooks BEFORE INSERT ON strapi_webhooks BEGIN SELECT RAISE(ABORT, 'webhooks are refused'); END",
  );
  database.close();
}

async function until(
  site: Site,
  job: JobCreated,
  condition: (snapshot: JobSnapshot) => boolean,
): Promise<JobSnapshot> {
  for (;;) {
    const snapshot = await getJob(site, job);
    if (condition(snapshot)) return snapshot;
    if (!['waiting', 'running'].includes(snapshot.state)) throw new Error(JSON.stringify(snapshot));
    await sleep(20);
  }
}

describe('a restore', () => {
  it('tells its progress while it runs', async () => {
    const site = await startSite('empty');
    const job = await start(site, large);
    const running = await until(site, job, ({ stages }) => stages[1]!.count > 50);
    expect(running).toMatchObject({ kind: 'restore', state: 'running', cancellable: true });
    expect(running.stages.map(({ name }) => name)).toEqual([
      'schemas',
      'entities',
      'assets',
      'links',
      'configuration',
    ]);
    expect(running.stages[1]).toMatchObject({ state: 'running' });
    expect(running.stages[1]!.total!.count).toBeGreaterThan(running.stages[1]!.count);

    const done = await jobEnd(site, job);
    expect(done).toMatchObject({ state: 'done', cancellable: false });
    for (const stage of done.stages.slice(1)) {
      expect(stage.state, stage.name).toBe('done');
      expect(stage.count, stage.name).toBeGreaterThan(0);
    }
    expect(await stagedIn(site)).toEqual([]);
    await site.stop();
  });

  it('that is cancelled leaves all as before, and can be started again', async () => {
    const site = await startSite('magazine');
    await site.api('POST', `/content-manager/collection-types/${TAG}`, { name: 'Only here' });
    const before = await stateOf(site);
    const { body } = await upload(site, large);
    const restore = { upload: body.data.id };

    for (const rows of [0, 1, 50, 51, 130, 200]) {
      const started = await site.api<JobCreated>('POST', '/lifeboat/restores', restore);
      await until(site, started.body.data, ({ stages }) => stages[1]!.count >= rows);
      expect((await cancel(site, started.body.data)).status).toBe(200);
      expect(await jobEnd(site, started.body.data)).toMatchObject({
        state: 'cancelled',
        error: { details: { code: 'cancelled' } },
      });
      expect(await rowCounts(site), `cancelled after ${rows} rows`).toEqual(before.rows);
    }
    expect(await stateOf(site)).toEqual(before);

    const second = await site.api<JobCreated>('POST', '/lifeboat/restores', restore);
    expect(await jobEnd(site, second.body.data)).toMatchObject({ state: 'done' });
    expect(await stateOf(site)).not.toEqual(before);
    await site.stop();
  });

  it('that fails in its last stage leaves all as before, files too', async () => {
    const site = await copySite('magazine');
    refuseWebhooks(site);
    await site.start();
    const before = await stateOf(site);
    const changed = await editArchive(plain, ({ editRecords }) =>
      editRecords<Entity>('entities', (record) => (record.type === TAG ? null : record)),
    );
    const job = await restoreTo(site, changed);
    expect(job).toMatchObject({
      state: 'failed',
      error: { status: 500, details: { code: 'restoreFailed' } },
    });
    expect(job.stages.at(-1)).toMatchObject({ name: 'configuration', state: 'failed' });
    // The person is told that the log says why; so it must.
    expect(JSON.stringify(job)).not.toContain('webhooks are refused');
    expect(site.log()).toContain('webhooks are refused');
    expect(await stateOf(site)).toEqual(before);
    expect(site.isRunning()).toBe(true);

    expect(await restoreTo(site, changed, { exclude: ['config'] })).toMatchObject({
      state: 'done',
    });
    expect(await stateOf(site)).not.toEqual(before);
    await site.stop();
  });

  it('whose files can not be put in place is finished by the next start', async () => {
    const site = await startSite('magazine');
    const wanted = await hashFiles(site.uploadsDir);
    const [first] = Object.keys(wanted);
    const { body } = await upload(site, plain);
    // A folder with something in it can't be replaced by a file.
    const obstacle = path.join(site.uploadsDir, first!);
    await rm(obstacle);
    await mkdir(path.join(obstacle, 'inside'), { recursive: true });
    const file = path.join(site.dir, 'obstacle');

    const started = await site.api<JobCreated>('POST', '/lifeboat/restores', {
      upload: body.data.id,
      exclude: ['content'],
      // An export stops at a folder, too.
      safetyCopy: false,
    });
    expect(await jobEnd(site, started.body.data)).toMatchObject({
      state: 'failed',
      error: { details: { code: 'filesNotPlaced' } },
    });
    await site.stop();
    await rename(obstacle, file);
    await site.start();
    expect(await hashFiles(site.uploadsDir)).toEqual(wanted);
    expect(await stagedIn(site)).toEqual([]);
    await site.stop();
  });

  it('of an upload that is gone is refused', async () => {
    const { body } = await upload(magazine, plain);
    const { id } = body.data;
    expect((await magazine.api('DELETE', `/lifeboat/uploads/${id}`)).status).toBe(204);
    for (const answer of [
      await magazine.api('POST', '/lifeboat/restores', { upload: id }),
      await magazine.api('GET', `/lifeboat/uploads/${id}/report`),
      await magazine.api('DELETE', `/lifeboat/uploads/${id}`),
    ]) {
      expect(answer).toMatchObject({
        status: 404,
        body: { error: { details: { code: 'uploadNotFound' } } },
      });
    }
  });

  it('finds nothing left of a process that was killed', async () => {
    const site = await startSite('empty');
    await upload(site, plain);
    expect(await stagedIn(site)).not.toEqual([]);
    await site.stop('SIGKILL');
    await site.start();
    expect(await stagedIn(site)).toEqual([]);
    expect(await readdir(path.join(site.dir, 'staging'))).toEqual([]);
    await site.stop();
  });
});

describe('an export', () => {
  const begin = async (): Promise<ExportCreated> => {
    const { body } = await magazine.api<ExportCreated>('POST', '/lifeboat/exports', {
      encrypt: false,
      compress: false,
    });
    return body.data;
  };

  it('tells stages, counts and bytes', async () => {
    const job = await begin();
    expect(await getJob(magazine, job)).toMatchObject({ state: 'waiting' });
    const bytes = (await (await fetch(magazine.url + job.downloadUrl)).arrayBuffer()).byteLength;
    const done = await jobEnd(magazine, job);
    expect(done).toMatchObject({ state: 'done', bytesSent: bytes, filename: job.filename });
    for (const stage of done.stages) {
      expect(stage, stage.name).toMatchObject({ state: 'done' });
      expect(stage.bytes, stage.name).toBeGreaterThan(0);
    }
    expect(done.stages[2]!.total!.count).toBe(done.stages[2]!.count);
  });

  it('whose reader goes away ends at once', async () => {
    const job = await begin();
    const leaving = new AbortController();
    const response = await fetch(magazine.url + job.downloadUrl, { signal: leaving.signal });
    await response.body!.getReader().read();
    leaving.abort();
    expect(await jobEnd(magazine, job)).toMatchObject({ state: 'cancelled' });
    const next = await begin();
    await cancel(magazine, next);
  });

  it.each([
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
    ['destroyed', (socket: Socket) => socket.destroy()],
    ['half closed', (socket: Socket) => socket.pause().end()],
  ])('whose connection is %s ends at once', async (_how, leave) => {
    const job = await begin();
    const socket = connect(Number(new URL(magazine.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET ${job.downloadUrl} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'data');
    leave(socket);
    expect(await jobEnd(magazine, job)).toMatchObject({
      state: 'cancelled',
      error: { message: 'Cancelled: the download was interrupted.' },
    });
    socket.destroy();
  });

  it('that is cancelled breaks its download off', async () => {
    const job = await begin();
    const response = await fetch(magazine.url + job.downloadUrl);
    await cancel(magazine, job);
    await expect(response.arrayBuffer()).rejects.toThrow();
    expect(await jobEnd(magazine, job)).toMatchObject({ state: 'cancelled' });
  });

  it('that fails in the middle fails its download', async () => {
    const site = await startSite('magazine');
    const [name] = Object.keys(await hashFiles(site.uploadsDir)).slice(-1);
    const file = path.join(site.uploadsDir, name!);
    await rm(file);
    await mkdir(file);
    const { body } = await site.api<ExportCreated>('POST', '/lifeboat/exports', { key: 'k' });
    expect(await downloadEndsWell(site, body.data)).toBe(false);
    expect(await jobEnd(site, body.data)).toMatchObject({ state: 'failed' });
    expect(site.isRunning()).toBe(true);
    await site.stop();
  });

  it('goes on where no copy of the database can be kept, and says so in the log', async () => {
    const site = await startSite('magazine', {
      env: { LIFEBOAT_STAGING_DIR: '/dev/null/staging' },
    });
    const plain = { encrypt: false, compress: false };
    const file = path.join(site.dir, 'live.tar');
    await writeFile(file, await exportFrom(site, plain));
    expect(await contentOfArchive(file)).toEqual(await contentOf(site));
    expect(site.log()).toContain('The export reads the live database');
    await site.stop();
  });

  it('goes on without a file that is missing, and names it', async () => {
    const site = await startSite('magazine');
    const [name] = Object.keys(await hashFiles(site.uploadsDir));
    await rm(path.join(site.uploadsDir, name!));
    const { body } = await site.api<ExportCreated>('POST', '/lifeboat/exports', { key: 'k' });
    await (await fetch(site.url + body.data.downloadUrl)).arrayBuffer();
    const job = await jobEnd(site, body.data);
    expect(job.state).toBe('done');
    expect(job.warnings).toMatchObject([{ code: 'fileMissing', details: { name } }]);
    await site.stop();
  });
});
