import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openArchive } from '../../archive';
import { createAssetsIntake } from './assets-intake';
import { inChunks } from '../../archive/test-helpers';
import { asset, makeArchive } from './test-helpers';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'lifeboat-intake-'));
});
afterEach(() => rm(root, { recursive: true }));

it('does not finish when the last file could not be written', async () => {
  const folders = { dir: root, assetsDir: path.join(root, 'assets') };
  await mkdir(folders.assetsDir);
  // The name that the first file gets.
  await writeFile(path.join(folders.assetsDir, '1'), '');
  const intake = createAssetsIntake(folders, 1e6);
  const archive = await makeArchive(asset('a'));
  const { entries } = await openArchive(inChunks(archive, 1000));
  for await (const entry of entries) {
    const [, kind, name] = entry.name.split('/');
    await intake.add(kind!, name!, entry);
  }
  await expect(intake.finish()).rejects.toMatchObject({ code: 'EEXIST' });
  await intake.close();
});
