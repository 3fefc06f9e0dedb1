/**
 * `npm test`: every test, from a fresh clone. Installs what is missing, then runs the unit tests, the tests on real
 * Strapi sites and those in a real browser, and sums up in a last line. `npm test -- <name>` runs the files whose
 * name contains it.
 */
import { spawn } from 'node:child_process';
import console from 'node:console';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { playwrightOutcome, stepOutcome, summary, total, vitestOutcome } from './outcomes.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const app = path.join(root, 'playground/strapi5');
const app4 = path.join(root, 'playground/strapi4');
const results = path.join(root, 'test-results');
const only = process.argv.slice(2);
const env = { ...process.env, STRAPI_TELEMETRY_DISABLED: 'true' };

const NOTHING = { passed: 0, failed: 0, skipped: 0, failures: [], omitted: [] };

/**
 * Files of `e2e/` that run on sites of Strapi 4 too. Left out for the time they take, though they pass there:
 * end-user-tokens, history, jobs, lost-answer, upload-races.
 */
const ON_STRAPI4 = [
  'api-examples',
  'bad-archives',
  'downloads',
  'equivalence',
  'failed-inserts',
  'faults',
  'gate',
  'hostile',
  'interchange',
  'majors',
  'options',
  'refresh',
  'report',
  'rights',
  'smuggled-rows',
  'tus-cors',
  'upload-disk',
  'upload-limits',
  'upload-pace',
  'uploads',
];

/** Those that take minutes on each database: there on SQLite only. */
const ON_STRAPI4_WITH_SQLITE = ['crash', 'undo'];

/** Files of `e2e/browser/` of which the same holds; all of them would take too long here. */
const IN_BROWSER_ON_STRAPI4 = ['export', 'restore'];

/** The better-sqlite3 that Strapi 4 wants does not compile on a later Node: there only its types are installed. */
const runsStrapi4 = Number(process.versions.node.split('.')[0]) <= 20;

const run = (command, args, options = {}) =>
  new Promise((resolve) => {
    console.log(`\n$ ${[path.basename(command), ...args].join(' ')}`);
    const child = spawn(command, args, { cwd: root, env, stdio: 'inherit', ...options });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });

const need = async (what, code) => {
  if ((await code) !== 0) throw new Error(`${what} failed`);
};

const bin = (name) => path.join(root, 'node_modules/.bin', name);

async function install(cwd, flags = []) {
  if (fs.existsSync(path.join(cwd, 'node_modules/.package-lock.json'))) return;
  await need(
    'npm ci',
    run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', ...flags], { cwd }),
  );
}

/** @returns whether Debian's package is there now */
async function installDebian(name) {
  if (!fs.existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) return false;
  await run('apt-get', ['update', '-qq']);
  const flags = ['install', '-y', '-qq', '--no-install-recommends', name];
  return (await run('apt-get', flags)) === 0;
}

/** Debian's browser where there is one to be had; elsewhere Playwright brings its own. */
async function installBrowser() {
  if (process.env.CHROMIUM_PATH || fs.existsSync('/usr/bin/chromium')) return;
  if (await installDebian('chromium')) return;
  await need('Installing a browser', run(bin('playwright'), ['install', 'chromium']));
}

/** Its tests say by themselves what becomes of them without it. */
async function installNginx() {
  if (!fs.existsSync('/usr/sbin/nginx')) await installDebian('nginx-light');
}

/** What the examples of the HTTP API are run with. */
async function installShellTools() {
  for (const name of ['curl', 'jq']) {
    if (!fs.existsSync(`/usr/bin/${name}`)) await installDebian(name);
  }
}

async function build() {
  await need('The build of the plugin', run('npm', ['run', '--silent', 'build']));
  // A real Strapi's own build, so that what the browser gets is this very build of the plugin.
  await need('The build of the admin', run(bin('strapi'), ['build'], { cwd: app }));
}

/** @returns what became of the files; a run that left no report counts as a failure, unless none was asked for */
async function vitest(name, config, files = only, more = {}) {
  const report = path.join(results, `${name}.json`);
  const args = [
    'run',
    ...(config ? ['-c', config] : []),
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...files,
  ];
  const code = await run(bin('vitest'), args, { env: { ...env, ...more } });
  const nothingAsked = code === 0 && only.length > 0 && !fs.existsSync(report);
  return nothingAsked ? NOTHING : vitestOutcome(name, report, code);
}

async function playwright(name = 'browser', files = only, more = {}) {
  const report = path.join(results, `${name}.json`);
  const code = await run(
    bin('playwright'),
    ['test', '--reporter=list,json', '--pass-with-no-tests', ...files],
    { env: { ...env, ...more, PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
  );
  return playwrightOutcome(name, report, code);
}

/** The same tests on Strapi 4, whose packages nobody else needs. */
const onStrapi4 = () =>
  strapi4Only(
    ON_STRAPI4.map((name) => `e2e/${name}.test.ts`),
    (files) => vitest('sites-strapi4', 'vitest.e2e.config.ts', files, ON_HOST_4),
  );

const onStrapi4WithSqlite = () =>
  strapi4Only(
    ON_STRAPI4_WITH_SQLITE.map((name) => `e2e/${name}.test.ts`),
    (files) =>
      vitest('sites-strapi4-sqlite', 'vitest.e2e.config.ts', files, {
        ...ON_HOST_4,
        LIFEBOAT_TEST_ONLY: 'sqlite',
      }),
  );

const inBrowserOnStrapi4 = () =>
  strapi4Only(
    IN_BROWSER_ON_STRAPI4.map((name) => `e2e/browser/${name}.spec.ts`),
    (files) => playwright('browser-strapi4', files, ON_HOST_4),
  );

const ON_HOST_4 = { LIFEBOAT_HOST: 'strapi4' };

/** Runs those of the files that are asked for, where Strapi 4 runs. */
async function strapi4Only(all, runFiles) {
  const files = all.filter((file) => only.length === 0 || only.some((part) => file.includes(part)));
  if (files.length === 0) return NOTHING;
  if (!runsStrapi4) {
    console.log('\nStrapi 4 runs on Node 20 here: its tests are skipped.');
    return {
      ...NOTHING,
      skipped: files.length,
      omitted: files.map((file) => `${file} on Strapi 4`),
    };
  }
  await install(app4);
  await buildForStrapi4();
  return runFiles(files);
}

let built;
function buildForStrapi4() {
  built ??= need('The build for Strapi 4', run('npm', ['run', '--silent', 'build:strapi4']));
  return built;
}

async function main() {
  await install(root);
  // Its types are checked, too.
  if (only.length === 0) await install(app4, runsStrapi4 ? [] : ['--ignore-scripts']);
  await installBrowser();
  await installNginx();
  await installShellTools();
  fs.rmSync(results, { recursive: true, force: true });
  await build();

  const outcomes = [];
  if (only.length === 0) {
    outcomes.push(stepOutcome('check', (await run('npm', ['run', '--silent', 'check'])) === 0));
  }
  outcomes.push(
    await vitest('unit'),
    await vitest('sites', 'vitest.e2e.config.ts'),
    await onStrapi4(),
    await onStrapi4WithSqlite(),
    await playwright(),
    await inBrowserOnStrapi4(),
  );

  console.log(`\n${summary(outcomes)}`);
  if (total(outcomes, 'failed') > 0 || total(outcomes, 'passed') === 0) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error.message);
  console.log('\n0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
});
