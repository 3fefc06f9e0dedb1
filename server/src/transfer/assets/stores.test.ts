import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProviderFile, UploadProvider } from '../../host/uploads';
import type { StagedAsset } from '../staging/staging';
import { createLocalStore, localJournal } from './local-store';
import { createProviderStore, providerJournal } from './provider-store';
import type { Warn } from '../../warnings';

let dir: string;
let uploads: string;
let staging: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-store-'));
  uploads = path.join(dir, 'uploads');
  staging = path.join(uploads, '.lifeboat/staging');
  await mkdir(staging, { recursive: true });
});
afterEach(() => rm(dir, { recursive: true }));

async function staged(hash: string, content: string): Promise<StagedAsset> {
  const file = path.join(staging, hash);
  await writeFile(file, content);
  const url = `/uploads/${hash}.txt`;
  const metadata = { id: 1, name: hash, hash, ext: '.txt', mime: 'text/plain', size: 1, url };
  return { filename: `${hash}.txt`, path: file, size: content.length, metadata };
}

const old = (hash: string, provider = 'local') => ({ hash, ext: '.txt', url: hash, provider });

async function filesIn(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  const contents = names.map(async (name) => [
    name,
    await readFile(path.join(folder, name), 'utf8'),
  ]);
  return Object.fromEntries(await Promise.all(contents));
}

describe('the local store', () => {
  const work = (): string => path.join(staging, 'swap');
  let warnings: string[];
  const warn: Warn = ({ message }) => void warnings.push(message);
  const openLocal = () => createLocalStore(uploads, work(), warn);

  beforeEach(async () => {
    warnings = [];
    await writeFile(path.join(uploads, 'a.txt'), 'old a');
    await writeFile(path.join(uploads, 'b.txt'), 'old b');
    await writeFile(path.join(uploads, 'unknown.txt'), 'not of the library');
  });
  const before = {
    'a.txt': 'old a',
    'b.txt': 'old b',
    'unknown.txt': 'not of the library',
  };

  it('touches nothing until the commit, then swaps', async () => {
    const store = openLocal();
    for (const hash of ['a', 'b', 'gone']) await store.replace(old(hash));
    expect(await store.put(await staged('b', 'new b'))).toBe('/uploads/b.txt');
    expect(await store.put(await staged('c', 'new c'))).toBe('/uploads/c.txt');
    await store.prepare();
    expect(await filesIn(uploads)).toEqual(before);

    await store.commit();
    await store.forget();
    expect(await filesIn(uploads)).toEqual({
      'b.txt': 'new b',
      'c.txt': 'new c',
      'unknown.txt': 'not of the library',
    });
    expect(await readdir(staging)).toEqual([]);
  });

  it('swaps more files than it carries out at once', async () => {
    const names = Array.from({ length: 1200 }, (_, index) => `many_${index}`);
    for (const name of names) await writeFile(path.join(uploads, `${name}.txt`), 'old');
    const store = openLocal();
    for (const name of names) await store.replace(old(name));
    for (const name of names.slice(100)) await store.put(await staged(name, `new ${name}`));
    await store.prepare();
    await store.commit();
    await store.forget();

    const found = await filesIn(uploads);
    for (const name of names.slice(0, 100)) expect(found).not.toHaveProperty([`${name}.txt`]);
    for (const name of names.slice(100)) expect(found[`${name}.txt`]).toBe(`new ${name}`);
  });

  it('leaves all as it was when rolled back', async () => {
    const store = openLocal();
    await store.replace(old('a'));
    await store.put(await staged('b', 'new b'));
    await store.prepare();
    await store.rollback();
    expect(await filesIn(uploads)).toEqual(before);
    expect(await readdir(staging)).toEqual(['b']);
  });

  it.each([0, 1, 2, 3, 4])(
    'is finished by the next start when killed after %s renames',
    async (renames) => {
      const store = openLocal();
      for (const hash of ['a', 'b']) await store.replace(old(hash));
      const [b, c] = [await staged('b', 'new b'), await staged('c', 'new c')];
      await store.put(b);
      await store.put(c);
      await store.prepare();

      await mkdir(path.join(work(), 'old'));
      const steps: [string, string][] = [
        [path.join(uploads, 'a.txt'), path.join(work(), 'old/a.txt')],
        [path.join(uploads, 'b.txt'), path.join(work(), 'old/b.txt')],
        [b.path, path.join(uploads, 'b.txt')],
        [c.path, path.join(uploads, 'c.txt')],
      ];
      for (const [from, to] of steps.slice(0, renames)) await rename(from, to);

      await localJournal(uploads, work(), warn).finish();
      expect(await filesIn(uploads)).toEqual({
        'b.txt': 'new b',
        'c.txt': 'new c',
        'unknown.txt': 'not of the library',
      });
      expect(warnings).toEqual([]);
    },
  );

  it.each(['gone', 'cut off'])(
    'does not come to the commit when a staged file is %s',
    async (how) => {
      const store = openLocal();
      await store.replace(old('a'));
      const [b, c] = [await staged('b', 'new b'), await staged('c', 'new c')];
      await store.put(b);
      await store.put(c);
      if (how === 'gone') await rm(b.path);
      else await writeFile(b.path, 'new');
      await expect(store.prepare()).rejects.toMatchObject({ code: 'stagedFilesGone' });
      await store.rollback();
      expect(await filesIn(uploads)).toEqual(before);
    },
  );

  it('comes to an end when a staged file is lost after the commit, and says which', async () => {
    const store = openLocal();
    for (const hash of ['a', 'b']) await store.replace(old(hash));
    const [b, c, d] = await Promise.all(['b', 'c', 'd'].map((hash) => staged(hash, `new ${hash}`)));
    for (const asset of [b!, c!, d!]) await store.put(asset);
    await store.prepare();
    for (const { path: file } of [b!, c!]) await rm(file);

    for (let times = 0; times < 2; times += 1) {
      warnings = [];
      await localJournal(uploads, work(), warn).finish();
      expect(await filesIn(uploads)).toEqual({
        'b.txt': 'old b',
        'd.txt': 'new d',
        'unknown.txt': 'not of the library',
      });
    }
    expect(warnings.sort()).toEqual([
      'The file b.txt of the archive was lost on the server before it could be put in place. The earlier file of that name was kept.',
      'The file c.txt of the archive was lost on the server before it could be put in place.',
    ]);
  });

  it('knows a plan with nothing in it from one that is gone', async () => {
    const store = openLocal();
    expect(await localJournal(uploads, work(), warn).exists()).toBe(false);
    await store.prepare();
    expect(await localJournal(uploads, work(), warn).exists()).toBe(true);
    await store.commit();
    await store.forget();
    expect(await localJournal(uploads, work(), warn).exists()).toBe(false);
  });

  it('is not begun by the next start when killed before the commit', async () => {
    const store = openLocal();
    await store.replace(old('a'));
    await store.put(await staged('b', 'new b'));
    await store.prepare();
    await localJournal(uploads, work(), warn).undo();
    expect(await filesIn(uploads)).toEqual(before);
    expect(await readdir(staging)).toEqual(['b']);
  });

  it('never removes what is not a bare name, or is kept elsewhere', async () => {
    await writeFile(path.join(dir, 'outside.txt'), 'outside');
    const store = openLocal();
    await store.replace(old('../outside'));
    await store.replace(old('a', 'aws-s3'));
    await store.put(await staged('c', 'new c'));
    await store.prepare();
    await store.commit();
    await store.forget();
    expect(await readFile(path.join(dir, 'outside.txt'), 'utf8')).toBe('outside');
    expect(await filesIn(uploads)).toEqual({ ...before, 'c.txt': 'new c' });
  });
});

describe.each([{ streams: true }, { streams: false }])('the provider store, %o', ({ streams }) => {
  let cloud: Map<string, string>;
  let provider: UploadProvider;
  const nameOf = ({ hash, ext }: ProviderFile): string => `${hash}${ext}`;

  beforeEach(() => {
    cloud = new Map([
      ['a.txt', 'old a'],
      ['b.txt', 'old b'],
    ]);
    provider = {
      isPrivate: () => false,
      getSignedUrl: async ({ url }) => ({ url }),
      async upload(file) {
        cloud.set(nameOf(file), file.buffer!.toString());
        file.url = `https://cloud/${nameOf(file)}`;
      },
      async delete(file) {
        cloud.delete(nameOf(file));
      },
    };
    if (!streams) return;
    provider.uploadStream = async (file) => {
      let text = '';
      for await (const chunk of file.stream!) text += String(chunk);
      cloud.set(nameOf(file), text);
      file.url = `https://cloud/${nameOf(file)}`;
    };
  });

  const work = (): string => path.join(staging, 'journal');
  const open = (warn: Warn = () => undefined) =>
    createProviderStore(provider, 'aws-s3', work(), warn);
  const signal = new AbortController().signal;
  const before = { 'a.txt': 'old a', 'b.txt': 'old b' };

  async function* present() {
    for (const hash of ['a', 'b']) yield { ...old(hash, 'aws-s3'), url: `https://cloud/${hash}` };
  }
  async function* assets(...hashes: string[]) {
    for (const hash of hashes) yield await staged(hash, `new ${hash}`);
  }

  it('stores under free names first; what takes the place of an old file waits for the commit', async () => {
    const store = open();
    await store.bring!(present(), assets('b', 'c', 'd', 'e', 'f', 'g'), signal);
    for await (const asset of present()) await store.replace(asset);
    expect(await store.put(await staged('b', 'new b'))).toBe('https://cloud/b');
    expect(await store.put(await staged('c', 'new c'))).toBe('https://cloud/c.txt');
    const added = Object.fromEntries([...'cdefg'].map((hash) => [`${hash}.txt`, `new ${hash}`]));
    expect(Object.fromEntries(cloud)).toEqual({ ...before, ...added });

    await store.prepare();
    await store.commit();
    await store.forget();
    expect(Object.fromEntries(cloud)).toEqual({ 'b.txt': 'new b', ...added });
    expect(await readdir(staging)).not.toContain('journal');
  });

  it('has all as before when rolled back', async () => {
    const store = open();
    await store.bring!(present(), assets('b', 'c'), signal);
    for await (const asset of present()) await store.replace(asset);
    await store.prepare();
    await store.rollback();
    expect(Object.fromEntries(cloud)).toEqual(before);
    expect(await readdir(staging)).not.toContain('journal');
  });

  it.each([true, false])(
    'is carried on by another process; the database has committed: %s',
    async (committed) => {
      const store = open();
      await store.bring!(present(), assets('b', 'c'), signal);
      for await (const asset of present()) await store.replace(asset);
      await store.prepare();

      const journal = providerJournal(provider, work(), () => undefined);
      await (committed ? journal.finish() : journal.undo());
      const after = { 'b.txt': 'new b', 'c.txt': 'new c' };
      expect(Object.fromEntries(cloud)).toEqual(committed ? after : before);
    },
  );

  it('says which file is lost when it can no longer be stored in place of an old one', async () => {
    const store = open();
    const [b] = [await staged('b', 'new b')];
    await store.bring!(present(), assets('c'), signal);
    await store.put(b);
    for await (const asset of present()) await store.replace(asset);
    await store.prepare();
    await rm(b.path);
    await expect(store.prepare()).rejects.toMatchObject({ code: 'stagedFilesGone' });

    const warnings: string[] = [];
    await providerJournal(provider, work(), ({ message }) => warnings.push(message)).finish();
    expect(Object.fromEntries(cloud)).toEqual({ 'b.txt': 'old b', 'c.txt': 'new c' });
    expect(warnings).toEqual([
      'The file b.txt of the archive was lost on the server before it could be put in place. The earlier file of that name was kept.',
    ]);
  });

  it('takes back what it was about to store when it was killed', async () => {
    const put = provider.uploadStream ?? provider.upload;
    const killed = async (file: ProviderFile): Promise<void> => {
      await put(file);
      throw new Error('killed');
    };
    if (provider.uploadStream) provider.uploadStream = killed;
    else provider.upload = killed;
    await expect(open().bring!(present(), assets('c'), signal)).rejects.toThrow('killed');
    expect(cloud.get('c.txt')).toBe('new c');
    await providerJournal(provider, work(), () => undefined).undo();
    expect(Object.fromEntries(cloud)).toEqual(before);
  });

  it('stops bringing when it is told to', async () => {
    const stopped = new AbortController();
    stopped.abort(new Error('stopped'));
    await expect(open().bring!(present(), assets('c'), stopped.signal)).rejects.toThrow('stopped');
    expect(Object.fromEntries(cloud)).toEqual(before);
  });

  it('goes on when the cloud will not delete, and says so', async () => {
    const warnings: string[] = [];
    provider.delete = async () => {
      throw new Error('access denied');
    };
    const store = open(({ message }) => warnings.push(message));
    await store.replace(old('a', 'aws-s3'));
    await store.prepare();
    await store.commit();
    await store.forget();
    expect(warnings).toEqual([
      'The file a.txt could not be deleted in the storage: Error: access denied',
    ]);
  });
});
