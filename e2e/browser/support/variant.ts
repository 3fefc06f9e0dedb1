import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { APP, STRAPI, type Site } from '../../support/site';
import { buildAdmin } from './build';

/** What every app has of its own, and what a build makes. */
const OWN = ['.tmp', '.strapi', 'build', 'dist', 'node_modules', 'public/uploads'];

export interface Variant {
  start(): Promise<void>;
  /** Stops it and removes the folder. */
  remove(): Promise<void>;
}

/**
 * The playground's app under another configuration, for what a build of the admin fixes. It stands beside the app,
 * because its configuration finds the plugin by a relative path. Runs on the site's database, files and port.
 */
export async function buildVariant(
  name: string,
  site: Site,
  env: NodeJS.ProcessEnv,
  adminConfig: object,
): Promise<Variant> {
  const app = path.join(path.dirname(APP), `variant-${name}`);
  // What a run that was killed has left.
  await rm(app, { recursive: true, force: true });
  await cp(APP, app, {
    recursive: true,
    filter: (source) => !OWN.includes(path.relative(APP, source)) && !source.endsWith('.log'),
  });
  // The app of Strapi 4 has packages of its own.
  const packages = path.join(APP, 'node_modules');
  if (existsSync(packages)) await symlink(packages, path.join(app, 'node_modules'), 'junction');
  const production = path.join(app, 'config/env/production');
  await mkdir(production, { recursive: true });
  await writeFile(
    path.join(production, 'admin.js'),
    `module.exports = ${JSON.stringify(adminConfig)};`,
  );
  const whole = { ...site.env, ...env };
  await buildAdmin(app, whole);

  let stop = async (): Promise<void> => {};
  return {
    async start() {
      const server = spawn(process.execPath, [STRAPI, 'start'], {
        cwd: app,
        env: whole,
        stdio: 'ignore',
      });
      const exited = once(server, 'exit');
      // A worker that breaks down runs no afterAll.
      process.once('exit', () => server.kill());
      stop = async () => {
        server.kill();
        await exited;
      };
      const health = (): Promise<number> =>
        fetch(`${site.url}/_health`).then(
          ({ status }) => status,
          () => 0,
        );
      await expect.poll(health, { timeout: 60_000 }).toBe(204);
    },
    async remove() {
      await stop();
      await rm(app, { recursive: true, force: true });
    },
  };
}
