import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { STRAPI, type Site } from '../e2e/support/site';
import { atEnd } from './cleanup';
import { MB, type Measured, measure } from './measure';
import { KEY, type Sample } from './sample';

const BOOT = path.join(__dirname, 'boot.cjs');

/** `strapi import` of an archive, net of the boot. The site must not be running. */
export async function officialImport(site: Site, archive: string): Promise<Sample> {
  return netOfBoot(site, ['import', '--force', '--file', archive, '--key', KEY]);
}

/** `strapi export` in the form that it makes by default, gzipped and encrypted, net of the boot. */
export async function officialExport(site: Site): Promise<Sample> {
  const target = path.join(site.dir, 'official');
  const sample = await netOfBoot(site, ['export', '--file', target, '--key', KEY]);
  const { size } = await stat(`${target}.tar.gz.enc`);
  return { ...sample, archiveSize: size / MB };
}

/** The boot depends on the content and on the machine's mood, so it is measured on the same site before and after. */
async function netOfBoot(site: Site, args: string[]): Promise<Sample> {
  const before = await boot(site);
  const command = await run(site, [STRAPI, ...args]);
  const after = await boot(site);
  const warnings = command.printed.split('\n').filter(isWarning);
  if (warnings.length > 0) console.warn(`strapi ${args[0]} warned:\n${warnings.join('\n')}`);
  return {
    seconds: command.seconds - (before.seconds + after.seconds) / 2,
    memory: command.peakMemory - (before.memory + after.memory) / 2,
  };
}

/** How long a boot takes, and what the process holds when it has booted. */
async function boot(site: Site): Promise<Sample> {
  const { seconds, printed } = await run(site, [BOOT, STRAPI]);
  // Database drivers may have said something too.
  const line = printed.split('\n').find((text) => text.startsWith('{"rss"'));
  const { rss } = JSON.parse(line!) as { rss: number };
  return { seconds, memory: rss / MB };
}

/** Lines in parentheses are Node's own, about deprecated calls of a database driver. */
function isWarning(line: string): boolean {
  return /warn/i.test(line) && !line.startsWith('(');
}

async function run(site: Site, args: string[]): Promise<Measured & { printed: string }> {
  const child = spawn(process.execPath, args, {
    cwd: site.app,
    env: site.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = atEnd(async () => child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  let code: number | null = null;
  const measured = await measure(child.pid!, async () => {
    [code] = (await once(child, 'close')) as [number | null];
  });
  await kill();
  if (code !== 0) throw new Error(`${args.join(' ')} failed (${code}):\n${printed}`);
  return { ...measured, printed };
}
