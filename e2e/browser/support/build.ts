import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { HOST } from '../../support/host';
import { APP, STRAPI } from '../../support/site';

const exec = promisify(execFile);
const ROOT = path.resolve(__dirname, '../../..');
const PLUGIN = {
  strapi5: { build: 'build', dist: 'dist' },
  strapi4: { build: 'build:strapi4', dist: 'dist-strapi4/dist' },
}[HOST.name];
const PLUGIN_BUILD = path.join(ROOT, PLUGIN.dist, 'admin/index.mjs');

/** The playground's admin holds a copy of the plugin's pages, from when it was built. */
export async function buildAdminIfStale(): Promise<void> {
  if (!existsSync(PLUGIN_BUILD)) await exec('npm', ['run', PLUGIN.build], { cwd: ROOT });
  const admin = path.join(APP, 'build/index.html');
  if (existsSync(admin) && statSync(admin).mtimeMs > statSync(PLUGIN_BUILD).mtimeMs) return;
  console.log(`Building the admin of playground/${HOST.name}`);
  await buildAdmin(APP);
}

export async function buildAdmin(app: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await exec(process.execPath, [STRAPI, 'build'], {
    cwd: app,
    env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true', ...env },
  });
}
