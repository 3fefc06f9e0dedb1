import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './site';

/** Another address of a site. */
export interface Proxy {
  readonly url: string;
  /** Bytes that have come from clients, headers and all. */
  received(): Promise<number>;
  close(): Promise<void>;
}

const NGINX = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx'].find(
  existsSync,
);
const HOST = '127.0.0.1';
const START_TIMEOUT_MS = 10_000;

/** As with databases: never in CI, where a missing nginx makes its tests fail. */
export function isNginxSkipped(): boolean {
  if (process.env.CI || NGINX) return false;
  console.warn('No nginx is installed here: its tests are skipped.');
  return true;
}

/**
 * nginx as it comes, which passes all to the site.
 * @param maxBody `client_max_body_size`; nginx's own default is 1m
 */
export async function startNginx(target: string, { maxBody = '1m' } = {}): Promise<Proxy> {
  if (!NGINX) throw new Error('nginx is not installed (apt-get install nginx-light)');
  const dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-nginx-'));
  const port = await freePort();
  const config = path.join(dir, 'nginx.conf');
  await writeFile(config, nginxConfig(dir, port, target, maxBody));
  await mkdir(path.join(dir, 'tmp'));
  const server = spawn(NGINX, ['-p', dir, '-c', config, '-e', path.join(dir, 'error.log')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  server.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const exited = once(server, 'exit');
  for (const deadline = Date.now() + START_TIMEOUT_MS; !(await isListening(port)); ) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`nginx: ${printed}`);
    await sleep(20);
  }
  return {
    url: `http://${HOST}:${port}`,
    async received() {
      const lines = (await readFile(path.join(dir, 'access.log'), 'utf8')).split('\n');
      return lines.reduce((sum, line) => sum + Number(line), 0);
    },
    async close() {
      server.kill('SIGTERM');
      await exited;
      await rm(dir, { recursive: true });
    },
  };
}

/** What Debian's own configuration says, in a folder of its own; nothing that the plugin's documentation would ask for. */
function nginxConfig(dir: string, port: number, target: string, maxBody: string): string {
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    daemon off;
    worker_processes 1;
    pid ${dir}/nginx.pid;
    events { worker_connections 256; }
    http {
      sendfile on;
      tcp_nopush on;
      gzip on;
      log_format lengths '$request_length';
      access_log ${dir}/access.log lengths;
      client_body_temp_path ${dir}/tmp/body;
      proxy_temp_path ${dir}/tmp/proxy;
      fastcgi_temp_path ${dir}/tmp/fastcgi;
      uwsgi_temp_path ${dir}/tmp/uwsgi;
      scgi_temp_path ${dir}/tmp/scgi;
      client_max_body_size ${maxBody};
      server {
        listen ${HOST}:${port};
        location / {
          proxy_pass ${target};
          proxy_set_header Host $host:$server_port;
          # As behind another proxy.
          proxy_set_header X-Forwarded-Proto "https, http";
        }
      }
    }`;
}

async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, HOST);
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

export interface LineOptions {
  /** Every connection is broken off when it is so old. */
  cutAfterMs?: number;
  /** What a second lets through from the clients, of all connections together. */
  bytesPerSecond?: number;
}

/** A line that breaks, or a slow one. */
export interface Line extends Proxy {
  /** How often a connection was broken off while something came over it. */
  cuts(): number;
  change(options: LineOptions): void;
}

const TICK_MS = 50;

interface Connection {
  openedAt: number;
  /** When something last came over it from the client. */
  cameAt: number;
  end(): void;
}

/** @param target where the line leads to: a site or a proxy */
export async function startLine(target: string, options: LineOptions = {}): Promise<Line> {
  const { hostname, port } = new URL(target);
  const open = new Set<Connection>();
  const throttle = createThrottle();
  let { cutAfterMs = Infinity } = options;
  let received = 0;
  let cuts = 0;
  throttle.limit(options.bytesPerSecond);

  const server = createServer((client) => {
    const site = connect(Number(port), hostname);
    const connection: Connection = {
      openedAt: Date.now(),
      cameAt: 0,
      end() {
        open.delete(connection);
        for (const socket of [client, site]) socket.destroy();
      },
    };
    open.add(connection);
    for (const socket of [client, site]) {
      socket.setNoDelay(true).on('error', connection.end).on('close', connection.end);
    }
    client.on('data', (bytes: Buffer) => {
      received += bytes.length;
      connection.cameAt = Date.now();
      client.pause();
      const go = (): void => void client.resume();
      void throttle.take(bytes.length).then(() => {
        if (site.write(bytes)) go();
        else site.once('drain', go);
      });
    });
    site.on('data', (bytes: Buffer) => {
      if (client.write(bytes)) return;
      site.pause();
      client.once('drain', () => site.resume());
    });
    // What came last is still to be written.
    client.on('end', () => void throttle.take(0).then(() => site.end()));
    site.on('end', () => client.end());
  });
  server.listen(0, HOST);
  await once(server, 'listening');

  // One clock for all, so that a browser's old connections are cut too when the line becomes bad.
  const clock = setInterval(() => {
    const now = Date.now();
    for (const { openedAt, cameAt, end } of [...open]) {
      if (now - openedAt < cutAfterMs) continue;
      if (now - cameAt < 2 * TICK_MS) cuts += 1;
      end();
    }
  }, TICK_MS);

  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}`,
    received: async () => received,
    cuts: () => cuts,
    change(changed) {
      ({ cutAfterMs = Infinity } = changed);
      throttle.limit(changed.bytesPerSecond);
    },
    async close() {
      clearInterval(clock);
      const closed = once(server, 'close');
      server.close();
      for (const { end } of [...open]) end();
      await closed;
    },
  };
}

interface Throttle {
  limit(bytesPerSecond: number | undefined): void;
  /** Resolves when so many bytes may go on. */
  take(bytes: number): Promise<void>;
}

function createThrottle(): Throttle {
  let rate = Infinity;
  /** Until when the line is busy with what was taken already. */
  let busyUntil = 0;
  return {
    limit(bytesPerSecond = Infinity) {
      rate = bytesPerSecond;
      busyUntil = 0;
    },
    async take(bytes) {
      busyUntil = Math.max(busyUntil, Date.now()) + (bytes / rate) * 1000;
      const wait = busyUntil - Date.now();
      if (wait > 1) await sleep(wait);
    },
  };
}
