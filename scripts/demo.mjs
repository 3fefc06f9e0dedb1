/**
 * `npm run demo`: from a fresh clone to a running Strapi with the plugin and a small magazine in it. `npm run
 * demo:strapi4`: the same with a Strapi 4, which has packages of its own.
 * Each step is skipped when its result is there already; what a step prints is shown only when it fails.
 */
import { spawn } from 'node:child_process';
import console from 'node:console';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const hosts = {
  strapi5: { packages: root, script: 'build', dist: 'dist' },
  strapi4: {
    packages: path.join(root, 'playground/strapi4'),
    script: 'build:strapi4',
    dist: 'dist-strapi4/dist',
  },
};
const name = process.argv[2] ?? 'strapi5';
const { packages, script, dist } = hosts[name];
const app = path.join(root, 'playground', name);
const strapiBin = path.join(packages, 'node_modules/@strapi/strapi/bin/strapi.js');
const host = process.env.HOST ?? '127.0.0.1';
const env = { ...process.env, STRAPI_TELEMETRY_DISABLED: 'true' };

const TAIL_LINES = 40;
const START_TIMEOUT = 120_000;
const STOP_TIMEOUT = 10_000;

/** The one process under way, so that Ctrl-C can end it. */
let child;
let stopping = false;

const launch = (command, args, options) => {
  let output = '';
  const started = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const keepTail = (chunk) => {
    output = (output + chunk).slice(-64 * 1024);
  };
  started.stdout.on('data', keepTail);
  started.stderr.on('data', keepTail);

  const ended = new Promise((resolve) => {
    started.on('error', (error) => resolve(error.message));
    started.on('close', (code, signal) => resolve(code ?? signal));
  });

  child = { process: started, ended };
  return { ended, tail: () => output.trimEnd().split('\n').slice(-TAIL_LINES).join('\n') };
};

const run = async (label, command, args, options) => {
  console.log(`${label} …`);
  const { ended, tail } = launch(command, args, options);
  const result = await ended;
  child = undefined;

  if (result !== 0 && !stopping) throw new Error(`${label}: failed (${result})\n\n${tail()}`);
};

const npm = (label, args, cwd = root) =>
  // npm says where it is when it runs a script; on Windows there is no `npm` to spawn, only npm.cmd.
  process.env.npm_execpath
    ? run(label, process.execPath, [process.env.npm_execpath, ...args], { cwd, env })
    : run(label, 'npm', args, { cwd, env });

/** The newest modification below some files and folders, in milliseconds; 0 when there is none. */
const newest = (...places) =>
  Math.max(
    0,
    ...places.map((place) => {
      const stat = fs.statSync(place, { throwIfNoEntry: false });
      if (!stat?.isDirectory()) return stat?.mtimeMs ?? 0;
      return newest(...fs.readdirSync(place).map((name) => path.join(place, name)));
    }),
  );

const inRoot = (...names) => names.map((name) => path.join(root, name));

const install = async () => {
  // The plugin is built with the root's packages, whatever Strapi it is for.
  for (const folder of new Set([root, packages])) {
    if (fs.existsSync(path.join(folder, 'node_modules'))) continue;

    const command = fs.existsSync(path.join(folder, 'package-lock.json')) ? 'ci' : 'install';
    // Under NODE_ENV=production npm would leave out Strapi itself.
    await npm('Installing packages (some minutes)', [command, '--include=dev'], folder);
  }
};

const buildPlugin = async () => {
  const sources = newest(...inRoot('admin', 'server', 'shared', 'package.json'));
  const built = Math.min(
    ...inRoot(`${dist}/server`, `${dist}/admin`).map((place) => newest(place)),
  );

  if (built < sources) await npm('Building the plugin', ['run', script]);
};

const buildAdmin = async () => {
  const built = newest(path.join(app, 'build/index.html'));
  const sources = newest(
    ...inRoot(`${dist}/admin`, 'package-lock.json'),
    ...['config', 'src/admin'].map((folder) => path.join(app, folder)),
  );

  if (built < sources) {
    await run('Building the admin panel (about a minute)', process.execPath, [strapiBin, 'build'], {
      cwd: app,
      env,
    });
  }
};

const seed = () =>
  run(
    'Filling the magazine',
    process.execPath,
    [path.join(root, 'playground/scripts/seed.js'), app],
    {
      cwd: app,
      env,
    },
  );

const isFree = (port) =>
  new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });

const freePort = async (first) => {
  for (let port = first; port < first + 100; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${first} and ${first + 99}.`);
};

const isHealthy = (origin) =>
  new Promise((resolve) => {
    const request = http.get(`${origin}/_health`, { timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 204);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });

const start = async () => {
  const port = await freePort(Number(process.env.PORT) || 1337);
  // A wildcard is for listening, not for a browser's address bar.
  const shown = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host;
  const origin = `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;

  console.log('Starting Strapi …');
  const strapi = launch(process.execPath, [strapiBin, 'start'], {
    cwd: app,
    // In production mode the Content-Type Builder cannot change the repository's files.
    env: { ...env, NODE_ENV: 'production', HOST: host, PORT: String(port) },
  });
  let exit;
  strapi.ended.then((result) => {
    exit = { result };
  });

  const deadline = Date.now() + START_TIMEOUT;
  while (!stopping && !(await isHealthy(origin))) {
    if (exit || Date.now() > deadline) {
      const reason = exit ? `ended (${exit.result})` : 'did not answer';
      throw new Error(`Starting Strapi: ${reason}\n\n${strapi.tail()}`);
    }
    await sleep(300);
  }
  if (stopping) return;

  console.log(`
  Admin panel   ${origin}${process.env.ADMIN_URL ?? '/admin'}
  E-mail        demo@lifeboat.test
  Password      Lifeboat-demo-1

  Ctrl-C stops it. To begin anew, delete playground/${name}/.tmp.
`);

  const result = await strapi.ended;
  if (!stopping) throw new Error(`Strapi ended (${result})\n\n${strapi.tail()}`);
};

const stop = async () => {
  if (stopping) return;
  stopping = true;

  if (child) {
    console.log('\nStopping …');
    child.process.kill('SIGTERM');
    const late = sleep(STOP_TIMEOUT, 'late', { ref: false });
    if ((await Promise.race([child.ended, late])) === 'late') child.process.kill('SIGKILL');
  }
  process.exit(0);
};

process.on('SIGINT', stop);
process.on('SIGTERM', stop);

try {
  for (const step of [install, buildPlugin, buildAdmin, seed, start]) {
    if (!stopping) await step();
  }
} catch (error) {
  if (!stopping) {
    console.error(`\n${error.message}`);
    child?.process.kill('SIGTERM');
    process.exitCode = 1;
  }
}
