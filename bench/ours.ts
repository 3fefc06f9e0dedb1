import { execFile } from 'node:child_process';
import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ExportCreated, ExportOptions, JobCreated, UploadCreated } from '../shared/contract';
import { type Site, jobEnd } from '../e2e/support/site';
import { MB, measure, residentMemory } from './measure';
import { KEY, type Sample } from './sample';

/** For the state of a restore. A page asks twice a second at most; asking all the time takes a tenth of a restore's time. */
const ASK_EVERY_MS = 100;
/** An admin's access token is good for half an hour; logging in is limited to a few times in five minutes. */
const LOGIN_EVERY_MS = 15 * 60_000;
/** After this the garbage of the rounds that warm up is gone, as far as it goes. */
const REST_MS = 3000;

/** A running, warmed site, driven through the plugin's HTTP API. */
export interface Ours {
  site: Site;
  /** MB that the server holds when it does nothing. */
  idle: number;
  restore(archive: string): Promise<Sample>;
  export(options?: ExportOptions): Promise<Sample>;
  /** Takes the content away again. */
  reset(): Promise<void>;
  /** The header of an admin, good for some minutes. */
  authorization(): Promise<string>;
}

/** @param model a plain archive of an empty site, to warm up with and to empty the site with */
export async function startOurs(site: Site, model: Buffer): Promise<Ours> {
  await site.start();
  let login: { at: number; header: string } | undefined;
  const authorization = async (): Promise<string> => {
    if (!login || Date.now() - login.at > LOGIN_EVERY_MS) {
      login = { at: Date.now(), header: `Bearer ${await site.login()}` };
    }
    return login.header;
  };
  const request = async (target: string, init: RequestInit): Promise<Response> =>
    site.request(target, {
      ...init,
      headers: { ...init.headers, Authorization: await authorization() },
    });
  const post = async <T>(target: string, body: object): Promise<T> =>
    dataOf<T>(
      await request(target, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );

  const end = async (job: JobCreated, askEveryMs?: number): Promise<void> => {
    const { state, error } = await jobEnd(site, job, askEveryMs);
    if (state !== 'done') throw new Error(`The job ended as ${state}: ${JSON.stringify(error)}`);
  };
  const restoreNow = async (archive: string): Promise<void> => {
    const header = `Authorization: ${await authorization()}`;
    const form = ['-F', `key=${KEY}`, '-F', `file=@${archive}`];
    const answer = await curl('-H', header, ...form, `${site.url}/lifeboat/uploads`);
    const { data: uploaded } = JSON.parse(answer) as { data?: UploadCreated };
    if (!uploaded) throw new Error(answer);
    // The official command makes no copy either.
    const restore = { upload: uploaded.id, safetyCopy: false };
    await end(await post<JobCreated>('/lifeboat/restores', restore), ASK_EVERY_MS);
  };
  const exportNow = async (target: string, options: ExportOptions): Promise<void> => {
    const created = await post<ExportCreated>('/lifeboat/exports', options);
    await curl('-o', target, site.url + created.downloadUrl);
    await end(created);
  };

  const modelFile = path.join(site.dir, 'model.tar');
  await writeFile(modelFile, model);
  const exported = path.join(site.dir, 'ours.tar');
  // One round first, so that "idle" is a server that has loaded all of its code.
  await restoreNow(modelFile);
  await exportNow(exported, { key: KEY });
  await restoreNow(modelFile);
  await sleep(REST_MS);
  const idle = await residentMemory(site.pid());

  return {
    site,
    idle,
    async restore(archive) {
      const { seconds, peakMemory } = await measure(site.pid(), () => restoreNow(archive));
      return { seconds, memory: peakMemory - idle };
    },
    async export(options = { key: KEY }) {
      const { seconds, peakMemory } = await measure(site.pid(), () => exportNow(exported, options));
      const { size } = await stat(exported);
      await rm(exported);
      return { seconds, memory: peakMemory - idle, archiveSize: size / MB };
    },
    reset: () => restoreNow(modelFile),
    authorization,
  };
}

/** Archives go through a client that takes little of the two cores, as a browser does; Node's own takes one of them. */
async function curl(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('curl', ['-sS', '--fail-with-body', ...args]);
  return stdout;
}

async function dataOf<T>(response: Response): Promise<T> {
  const { data, error } = (await response.json()) as { data?: T; error?: unknown };
  if (!data) throw new Error(`${response.status} ${JSON.stringify(error)}`);
  return data;
}
