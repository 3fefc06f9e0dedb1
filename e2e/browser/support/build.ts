import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { APP } from '../../support/site';

const exec = promisify(execFile);
const ROOT = path.resolve(__dirname, '../../..');
export const STRAPI = path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js');
const PLUGIN_BUILD = path.join(ROOT, 'dist/admin/index.mjs');

/** The playground's admin holds a copy of the plugin's pages, from when it was built. */
export async function buildAdminIfStale(): Promise<void> {
  if (!existsSync(PLUGIN_BUILD)) await exec('npm', ['run', 'build'], { cwd: ROOT });
  const admin = path.join(APP, 'build/index.html');
  if (existsSync(admin) && statSync(admin).mtimeMs > statSync(PLUGIN_BUILD).mtimeMs) return;
  console.log('Building the admin of playground/strapi5');
  await buildAdmin(APP);
}

export async function buildAdmin(app: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  await exec(process.execPath, [STRAPI, 'build'], {
    cwd: app,
    env: { ...process.env, NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true', ...env },
  });
}
