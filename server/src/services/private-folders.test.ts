import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Core } from '@strapi/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refusePublicFolders } from './private-folders';

const GOOD = {
  stagingDir: '.tmp/lifeboat',
  archivesDir: null,
  safetyCopiesDir: '.lifeboat/safety-copies',
};

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lifeboat-folders-'));
  await mkdir(path.join(root, 'public/uploads'), { recursive: true });
  await symlink(path.join(root, 'public/uploads'), path.join(root, 'linked'));
});
afterEach(() => rm(root, { recursive: true }));

function check(config: Partial<Parameters<typeof refusePublicFolders>[1]>): void {
  const dirs = { app: { root }, static: { public: path.join(root, 'public') } };
  refusePublicFolders({ dirs } as Core.Strapi, { ...GOOD, ...config });
}

describe.each(['stagingDir', 'archivesDir', 'safetyCopiesDir'])('%s', (option) => {
  it.each([
    'public',
    'public/uploads/archives',
    './public/../public/x',
    'linked',
    'linked/deep/er',
  ])('can not be %s', (dir) => {
    expect(() => check({ [option]: dir })).toThrow(`"${option}"`);
    expect(() => check({ [option]: path.join(root, dir) })).toThrow('public folder');
  });

  it.each(['.tmp/x', 'public-archives', '..public', '/srv/archives'])('can be %s', (dir) => {
    expect(() => check({ [option]: dir })).not.toThrow();
  });
});
