import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LifeboatConfig } from '../config';
import { STALE_AFTER_MS, type StagingRoots, createStagingRoots } from './staging-roots';

const OWNER = 'owner.json';
const ELSEWHERE = JSON.stringify({ host: 'elsewhere.test', pid: 1, life: 'a life' });
const yes = async (): Promise<boolean> => true;

let dir: string;
let roots: StagingRoots;
const contentDir = (): string => path.join(dir, 'staging');
const assetsDir = (): string => path.join(dir, 'public/uploads/.lifeboat');

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-roots-'));
  const strapi = {
    dirs: { app: { root: dir }, static: { public: path.join(dir, 'public') } },
    config: { get: () => 'local' },
  } as unknown as Core.Strapi;
  roots = createStagingRoots(strapi, { stagingDir: 'staging' } as LifeboatConfig);
});
afterEach(() => rm(dir, { recursive: true }));

async function leave(name: string, owner: string, silentForMs = 0): Promise<void> {
  const folder = path.join(contentDir(), name);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, OWNER), owner);
  const then = new Date(Date.now() - silentForMs);
  await utimes(path.join(folder, OWNER), then, then);
}

describe('what other processes left', () => {
  it('goes when they are known to have ended, or have been silent for long', async () => {
    await roots.claim();
    await leave('alive-elsewhere', ELSEWHERE, STALE_AFTER_MS / 2);
    await leave('silent-elsewhere', ELSEWHERE, STALE_AFTER_MS * 2);
    await leave('nobody', 'not an owner', STALE_AFTER_MS * 2);
    await mkdir(roots.journal('an-ended-job'));
    await roots.removeLeftovers(yes);
    const mine = path.basename(roots.content);
    expect((await readdir(contentDir())).sort()).toEqual(
      ['alive-elsewhere', mine, 'nobody'].sort(),
    );
    expect(await readdir(assetsDir())).toEqual([mine]);
  });

  it('stays while a job is open, whoever holds it', async () => {
    await roots.claim();
    await leave('silent-elsewhere', ELSEWHERE, STALE_AFTER_MS * 2);
    await mkdir(roots.journal('an-open-job'));
    await roots.removeLeftovers(async () => false);
    expect(await readdir(contentDir())).toContain('silent-elsewhere');
    expect(await readdir(assetsDir())).toContain('journal-an-open-job');
  });
});

it('a process that lives says so, for others to see', async () => {
  await roots.claim();
  const then = new Date(0);
  for (const root of [roots.content, roots.assets]) {
    await utimes(path.join(root, OWNER), then, then);
  }
  await roots.touch();
  for (const root of [roots.content, roots.assets]) {
    expect(Date.now() - (await stat(path.join(root, OWNER))).mtimeMs).toBeLessThan(10_000);
  }
});
