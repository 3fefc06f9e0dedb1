import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ExportCreated,
  ExportOptions,
  JobCreated,
  JobSnapshot,
  RestoreOptions,
  UploadCreated,
} from '../../shared/contract';
import { type DatabaseServer, SQLITE, type SiteDatabase } from './databases';
import { HOST, type Host } from './host';

const ROOT = path.resolve(__dirname, '../..');
export const APP = HOST.app;
export const STRAPI = HOST.strapi;
const SEED = path.join(ROOT, 'playground/scripts/seed.js');

export const ADMIN = { email: 'demo@lifeboat.test', password: 'Lifeboat-demo-1' };

const START_TIMEOUT_MS = 60_000;
const TERMINAL = ['done', 'failed', 'cancelled'];

export interface Answer<T = unknown> {
  status: number;
  body: { data: T; error?: { status: number; name: string; message: string; details: Facts } };
}

type Facts = { code?: string; [fact: string]: unknown };

/** A Strapi with a database and files of its own, run from the playground's app as its owner would. */
export interface Site {
  readonly dir: string;
  /** Folder of the app that it runs. */
  readonly app: string;
  readonly url: string;
  readonly uploadsDir: string;
  readonly database: SiteDatabase;
  readonly env: NodeJS.ProcessEnv;
  /** What the server has printed since it started. */
  log(): string;
  start(): Promise<void>;
  stop(signal?: NodeJS.Signals): Promise<void>;
  isRunning(): boolean;
  pid(): number;
  /** Runs an official command. @returns what it printed. @throws when it fails */
  command(...args: string[]): Promise<string>;
  login(credentials?: { email: string; password: string }): Promise<string>;
  request(path: string, init?: RequestInit): Promise<Response>;
  /** As the super admin. */
  api<T>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
  remove(): Promise<void>;
}

export interface SiteOptions {
  env?: NodeJS.ProcessEnv;
  /** Another Strapi than the one whose tests run. */
  host?: Host;
  /** Folder of the app that the site runs; the playground's when left out. */
  app?: string;
  /** Where its database is made; SQLite unless told. */
  server?: DatabaseServer;
  /** Of PostgreSQL. */
  schema?: string;
}

/**
 * A site without anything in it; or, on SQLite, with all that the site in the folder `template` has, which must not be
 * running.
 */
export async function createSite(
  template?: string,
  { env = {}, host = HOST, app = host.app, server = SQLITE, schema }: SiteOptions = {},
): Promise<Site> {
  if (template && server !== SQLITE)
    throw new Error('Only a site on SQLite is copied by its files');
  const dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-site-'));
  const database = await server.createDatabase(dir, schema);
  const site = siteIn(dir, await freePort(), database, env, app, host);
  await mkdir(site.uploadsDir, { recursive: true });
  if (template) {
    await cp(path.join(template, 'data.db'), path.join(dir, 'data.db'));
    await cp(path.join(template, 'public/uploads'), site.uploadsDir, { recursive: true });
  }
  return site;
}

/** Another server of the same site: it shares its database and its disk. To be stopped, not to be removed. */
export async function anotherInstance(
  { dir, database, app }: Site,
  env: NodeJS.ProcessEnv = {},
): Promise<Site> {
  return siteIn(dir, await freePort(), database, env, app);
}

/** Fills a site with the playground's magazine, or only with its admin. */
export async function seed(site: Site, ...flags: string[]): Promise<void> {
  await run(process.execPath, [SEED, ...flags, site.app], site.env, site.app);
}

function siteIn(
  dir: string,
  port: number,
  database: SiteDatabase,
  extraEnv: NodeJS.ProcessEnv,
  app: string,
  host = HOST,
): Site {
  const uploadsDir = path.join(dir, 'public/uploads');
  const url = `http://127.0.0.1:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    STRAPI_TELEMETRY_DISABLED: 'true',
    HOST: '127.0.0.1',
    PORT: String(port),
    ...database.env,
    PUBLIC_DIR: path.join(dir, 'public'),
    LIFEBOAT_STAGING_DIR: path.join(dir, 'staging'),
    LIFEBOAT_SAFETY_COPIES_DIR: path.join(dir, 'safety-copies'),
    ...extraEnv,
  };
  let server: ChildProcess | undefined;
  let printed = '';
  let token: string | undefined;

  const isRunning = (): boolean =>
    server !== undefined && server.exitCode === null && server.signalCode === null;

  const site: Site = {
    dir,
    app,
    url,
    uploadsDir,
    database,
    env,
    isRunning,
    log: () => printed,
    pid: () => server!.pid!,

    async start() {
      printed = '';
      server = spawn(process.execPath, [host.strapi, 'start'], { cwd: app, env });
      const keep = (chunk: Buffer): void => {
        printed += chunk.toString();
      };
      server.stdout!.on('data', keep);
      server.stderr!.on('data', keep);
      await waitUntilHealthy(
        url,
        () => isRunning(),
        () => printed,
      );
    },

    async stop(signal = 'SIGTERM') {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const exited = once(server, 'exit');
      server.kill(signal);
      await exited;
    },

    command: (...args) => run(process.execPath, [host.strapi, ...args], env, app),

    async login(credentials = ADMIN) {
      const response = await fetch(`${url}/admin/login`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(credentials),
      });
      const { data } = (await response.json()) as { data?: { token: string } };
      if (!data) throw new Error(`Login failed with ${response.status}`);
      return data.token;
    },

    async request(target, init = {}) {
      token ??= await site.login();
      const headers = new Headers(init.headers);
      if (!headers.has('Authorization')) headers.set('Authorization', `Bearer ${token}`);
      return fetch(url + target, { ...init, headers });
    },

    async api<T>(method: string, target: string, body?: unknown) {
      const response = await site.request(target, {
        method,
        headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return {
        status: response.status,
        body: (text ? JSON.parse(text) : {}) as Answer<T>['body'],
      };
    },

    async remove() {
      await site.stop();
      await database.drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
  return site;
}

/** Exports through the plugin, as the page does. @throws when any step does not succeed */
export async function exportFrom(site: Site, options: ExportOptions): Promise<Buffer> {
  const { body } = await site.api<ExportCreated>('POST', '/lifeboat/exports', options);
  if (!body.data) throw new Error(JSON.stringify(body.error));
  const response = await fetch(site.url + body.data.downloadUrl);
  if (response.status !== 200) throw new Error(`Download answered ${response.status}`);
  const archive = Buffer.from(await response.arrayBuffer());
  const job = await jobEnd(site, body.data);
  if (job.state !== 'done') throw new Error(JSON.stringify(job));
  return archive;
}

/** Whether a download was answered well and came to its end: a failed one may do neither, but never both. */
export async function downloadEndsWell(
  { url }: { url: string },
  { downloadUrl }: { downloadUrl: string },
): Promise<boolean> {
  try {
    const response = await fetch(url + downloadUrl);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Uploads through the plugin's multipart route. */
export async function upload(
  site: Site,
  archive: Buffer,
  fields: Record<string, string> = {},
): Promise<Answer<UploadCreated>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([new Uint8Array(archive)]), 'archive.tar');
  const response = await site.request('/lifeboat/uploads', { method: 'POST', body: form });
  return {
    status: response.status,
    body: (await response.json()) as Answer<UploadCreated>['body'],
  };
}

/** Uploads and restores through the plugin. @returns how the job ended. @throws when it did not even start */
export async function restoreTo(
  site: Site,
  archive: Buffer,
  { key, ...options }: Omit<RestoreOptions, 'upload'> & { key?: string } = {},
): Promise<JobSnapshot> {
  const uploaded = await upload(site, archive, key === undefined ? {} : { key });
  if (uploaded.status !== 201) throw new Error(JSON.stringify(uploaded.body.error));
  const started = await site.api<JobCreated>('POST', '/lifeboat/restores', {
    upload: uploaded.body.data.id,
    ...options,
  });
  if (started.status !== 202) throw new Error(JSON.stringify(started.body.error));
  return jobEnd(site, started.body.data);
}

export async function getJob(site: Site, { id, ticket }: JobCreated): Promise<JobSnapshot> {
  const response = await fetch(`${site.url}/lifeboat/jobs/${id}`, {
    headers: { 'Lifeboat-Ticket': ticket },
  });
  if (response.status !== 200) throw new Error(`Job answered ${response.status}`);
  return ((await response.json()) as { data: JobSnapshot }).data;
}

export function cancel({ url }: Site, { id, ticket }: JobCreated): Promise<Response> {
  const headers = { 'Lifeboat-Ticket': ticket };
  return fetch(`${url}/lifeboat/jobs/${id}`, { method: 'DELETE', headers });
}

export async function jobEnd(site: Site, job: JobCreated, everyMs = 10): Promise<JobSnapshot> {
  for (;;) {
    const snapshot = await getJob(site, job);
    if (TERMINAL.includes(snapshot.state)) return snapshot;
    await sleep(everyMs);
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function waitUntilHealthy(
  url: string,
  isAlive: () => boolean,
  printed: () => string,
): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && isAlive()) {
    const status = await fetch(`${url}/_health`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 204) return;
    await sleep(100);
  }
  throw new Error(`The site did not start:\n${printed()}`);
}

async function run(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<string> {
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0)
    throw new Error(`${path.basename(args[0]!)} ${args[1]} failed (${code}):\n${printed}`);
  return printed;
}
