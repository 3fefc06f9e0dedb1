/* global fetch, FormData, Blob */
/**
 * `npm run try-packed -- <5|4> [npm|pnpm|yarn] [webpack|vite]`: installs the packed plugin into a fresh app of that
 * Strapi, as its owner would, builds and starts the app, exports from it, changes it and restores it. `npm run pack`
 * comes before. Says how long each step took; fails when any does.
 */
import { spawn } from 'node:child_process';
import { Buffer } from 'node:buffer';
import console from 'node:console';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const [major = '5', manager = 'npm', bundler] = process.argv.slice(2);
const KEY = 'a key with spaces';
const ADMIN = { email: 'owner@example.com', password: 'Owner-of-this-1' };
const PORT = 20000 + (process.pid % 10000);
const url = `http://127.0.0.1:${PORT}`;

/** What an app of each major needs. */
const APPS = {
  5: {
    dependencies: {
      '@strapi/plugin-users-permissions': '5.54.0',
      '@strapi/strapi': '5.54.0',
      'better-sqlite3': '12.6.2',
      react: '18.3.1',
      'react-dom': '18.3.1',
      'react-router-dom': '6.30.3',
      'styled-components': '6.1.19',
    },
    overrides: {},
    // 5.54.0 asks for preferred-pm 5.0.0, which asks for Node 22.13: Yarn 1 then refuses to install the app on Node 20.
    yarnrc: 'ignore-engines true',
  },
  4: {
    dependencies: {
      '@strapi/plugin-i18n': '4.26.2',
      '@strapi/plugin-users-permissions': '4.26.2',
      '@strapi/strapi': '4.26.2',
      'better-sqlite3': '8.6.0',
      react: '18.3.1',
      'react-dom': '18.3.1',
      'react-router-dom': '5.3.4',
      'styled-components': '5.3.3',
    },
    // Without these a fresh install of 4.26.2 fails, with or without the plugin.
    overrides: { 'get-intrinsic': '1.3.0', sharp: '0.33.5' },
    yarnrc: '',
  },
};

const MANAGERS = {
  npm: { command: ['npm'], add: ['install'] },
  pnpm: { command: ['npx', '--yes', 'pnpm@9'], add: ['add'] },
  yarn: { command: ['npx', '--yes', 'yarn@1'], add: ['add'] },
};

const secret = (name) => `${name}-of-a-site-that-lives-for-a-minute`;

function files() {
  const { dependencies, overrides, yarnrc } = APPS[major];
  return {
    'package.json': JSON.stringify({
      name: 'fresh-app',
      version: '0.1.0',
      private: true,
      scripts: { build: 'strapi build', start: 'strapi start' },
      dependencies,
      overrides,
      resolutions: overrides,
      pnpm: { overrides },
    }),
    '.yarnrc': yarnrc,
    'config/server.js': `module.exports = { host: '127.0.0.1', port: ${PORT}, app: { keys: ['${secret('keys')}'] } };`,
    'config/admin.js': `module.exports = {
      auth: { secret: '${secret('auth')}' },
      apiToken: { salt: '${secret('salt')}' },
      transfer: { token: { salt: '${secret('transfer')}' } },
      secrets: { encryptionKey: '${secret('encryption')}' },
    };`,
    'config/database.js': `const path = require('path');
      module.exports = { connection: { client: 'sqlite', useNullAsDefault: true,
        connection: { filename: path.join(__dirname, '..', 'data.db') } } };`,
    'config/plugins.js': `module.exports = {
      'users-permissions': { config: { jwtSecret: '${secret('jwt')}' } } };`,
    'config/middlewares.js': `module.exports = ['logger', 'errors', 'security', 'cors', 'poweredBy', 'query', 'body',
      'session', 'favicon', 'public'].map((name) => 'strapi::' + name);`,
    'src/index.js': 'module.exports = { register() {}, bootstrap() {} };',
    'src/api/note/content-types/note/schema.json': JSON.stringify({
      kind: 'collectionType',
      collectionName: 'notes',
      info: { singularName: 'note', pluralName: 'notes', displayName: 'Note' },
      options: { draftAndPublish: false },
      attributes: { title: { type: 'string' } },
    }),
    'public/uploads/.gitkeep': '',
    'favicon.png': '',
  };
}

function writeFiles(app) {
  for (const [name, text] of Object.entries(files())) {
    fs.mkdirSync(path.dirname(path.join(app, name)), { recursive: true });
    fs.writeFileSync(path.join(app, name), text);
  }
}

function run(app, [command, ...args]) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, STRAPI_TELEMETRY_DISABLED: 'true' };
    const child = spawn(command, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    const keep = (chunk) => (printed += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} failed (${code})\n${printed}`));
    });
  });
}

async function step(what, work) {
  const began = Date.now();
  const result = await work();
  console.log(`${what}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

const strapiOf = (app) => path.join(app, 'node_modules/@strapi/strapi/bin/strapi.js');

async function start(app) {
  const env = { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' };
  const server = spawn(process.execPath, [strapiOf(app), 'start'], { cwd: app, env });
  let printed = '';
  server.stdout.on('data', (chunk) => (printed += chunk));
  server.stderr.on('data', (chunk) => (printed += chunk));
  for (let tries = 0; tries < 300 && server.exitCode === null; tries += 1) {
    const healthy = await fetch(`${url}/_health`).then(
      ({ status }) => status === 204,
      () => false,
    );
    if (healthy) return server;
    await sleep(200);
  }
  server.kill();
  throw new Error(`The app did not start\n${printed}`);
}

let token;

async function ask(method, target, body) {
  const isForm = body instanceof FormData;
  const response = await fetch(url + target, {
    method,
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && !isForm && { 'Content-Type': 'application/json' }),
    },
    body: isForm ? body : body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${target} answered ${response.status}: ${text}`);
  return text ? JSON.parse(text) : {};
}

async function jobEnd({ id, ticket }) {
  for (;;) {
    const response = await fetch(`${url}/lifeboat/jobs/${id}`, {
      headers: { 'Lifeboat-Ticket': ticket },
    });
    const { data } = await response.json();
    if (['failed', 'cancelled'].includes(data.state)) throw new Error(JSON.stringify(data));
    if (data.state === 'done') return data;
    await sleep(100);
  }
}

const NOTES = '/content-manager/collection-types/api::note.note';
const titles = async () => (await ask('GET', NOTES)).results.map(({ title }) => title);

async function exportAll() {
  const { data } = await ask('POST', '/lifeboat/exports', { key: KEY });
  const response = await fetch(url + data.downloadUrl);
  const archive = Buffer.from(await response.arrayBuffer());
  await jobEnd(data);
  return archive;
}

async function restore(archive) {
  const form = new FormData();
  form.set('key', KEY);
  form.set('file', new Blob([archive]), 'archive.tar.gz.enc');
  const { data } = await ask('POST', '/lifeboat/uploads', form);
  const started = await ask('POST', '/lifeboat/restores', { upload: data.id });
  await jobEnd(started.data);
}

function expectTitles(found, wanted) {
  if (found.join() !== wanted.join()) throw new Error(`Found ${found}, wanted ${wanted}`);
}

function tarball() {
  const folder = path.join(root, 'packed');
  const name = fs.readdirSync(folder).find((file) => file.includes(`-lifeboat-${major}.`));
  if (!name) throw new Error('Run `npm run pack` first');
  return path.join(folder, name);
}

async function main() {
  const app = fs.mkdtempSync(path.join(os.tmpdir(), `fresh-strapi${major}-`));
  const { command, add } = MANAGERS[manager];
  let server;
  try {
    writeFiles(app);
    await step(`${manager}: install the app`, () => run(app, [...command, 'install']));
    await step(`${manager}: add the plugin`, () => run(app, [...command, ...add, tarball()]));
    const build = [
      process.execPath,
      strapiOf(app),
      'build',
      ...(bundler ? ['--bundler', bundler] : []),
    ];
    await step(`strapi ${build.slice(2).join(' ')}`, () => run(app, build));
    server = await step('strapi start', () => start(app));

    const owner = { ...ADMIN, firstname: 'Owner', lastname: 'Of' };
    token = (await ask('POST', '/admin/register-admin', owner)).data.token;
    await ask('POST', NOTES, { title: 'first' });
    const archive = await step('export', exportAll);
    await ask('POST', NOTES, { title: 'second' });
    expectTitles((await titles()).sort(), ['first', 'second']);
    await step(`restore of ${archive.length} bytes`, () => restore(archive));
    expectTitles(await titles(), ['first']);
    console.log(
      `Strapi ${major} with ${manager}${bundler ? ` and ${bundler}` : ''}: all is as it should be`,
    );
  } finally {
    server?.kill();
    fs.rmSync(app, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
