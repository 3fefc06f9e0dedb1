import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Content, contentOf, hashFiles } from './support/content';
import { type EditableArchive, editArchive } from './support/edit-archive';
import { startSite } from './support/fixtures';
import { stagedIn } from './support/staging';
import { type Site, exportFrom, upload } from './support/site';

const exec = promisify(execFile);
const KEY = 'the right key';

let site: Site;
let before: { content: Content; files: Record<string, string> };
let plain: Buffer;
let gzipped: Buffer;
let enciphered: Buffer;

beforeAll(async () => {
  site = await startSite('magazine');
  before = { content: await contentOf(site), files: await hashFiles(site.uploadsDir) };
  plain = await exportFrom(site, { encrypt: false, compress: false });
  gzipped = await exportFrom(site, { encrypt: false });
  enciphered = await exportFrom(site, { key: KEY });
});

const edited = (edit: (archive: EditableArchive) => Promise<unknown>): Promise<Buffer> =>
  editArchive(plain, async (archive) => void (await edit(archive)));
const inFolder = ({ dir }: EditableArchive, ...names: string[]): string => path.join(dir, ...names);
const firstAsset = async (archive: EditableArchive): Promise<string> =>
  (await readdir(inFolder(archive, 'assets/uploads')))[0]!;

/** A tar of files whose names no file system would keep. */
async function withName(name: string): Promise<Buffer> {
  return edited(async (archive) => {
    await writeFile(inFolder(archive, 'zz'), 'x');
    const target = `${archive.dir}.tar`;
    const rename = `--transform=s,^zz$,${name},`;
    await exec('tar', ['-P', '--format=ustar', '-cf', target, '-C', archive.dir, rename, 'zz']);
    archive.pack = async () => (await import('node:fs/promises')).readFile(target);
  });
}

const BAD: [what: string, code: string, make: () => Buffer | Promise<Buffer>, key?: string][] = [
  ['an empty file', 'notAnArchive', () => Buffer.alloc(0)],
  ['a text', 'notAnArchive', () => Buffer.from('Dear diary, '.repeat(200))],
  ['a picture', 'notAnArchive', () => Buffer.from('\u0089PNG\r\n\u001a\n'.padEnd(900), 'latin1')],
  ['a zip', 'notAnArchive', () => Buffer.from('PK\u0003\u0004'.padEnd(900, '\0'), 'latin1')],
  ['a gzip of something else', 'archiveDamaged', () => gzipSync('Dear diary, '.repeat(200))],
  ['a wrong key', 'keyWrong', () => enciphered, 'the wrong key'],
  ['no key', 'keyMissing', () => enciphered],
  ['an enciphered file that is cut off', 'archiveCutOff', () => enciphered.subarray(0, -4096), KEY],
  ['a gzip that is cut off', 'archiveCutOff', () => gzipped.subarray(0, gzipped.length / 2)],
  ['a tar that is cut off', 'archiveCutOff', () => plain.subarray(0, plain.length / 2)],
  ['a tar that is cut off between entries', 'archiveCutOff', () => plain.subarray(0, -1024)],
  ['a flipped byte in the gzip', 'archiveDamaged', () => flip(gzipped, gzipped.length >> 1)],
  ['a flipped byte in a tar header', 'archiveDamaged', () => flip(plain, 100)],
  [
    'no metadata.json',
    'notAStrapiArchive',
    () => edited((archive) => rm(inFolder(archive, 'metadata.json'))),
  ],
  [
    'a metadata.json that is no JSON',
    'archiveDamaged',
    () => edited((archive) => writeFile(inFolder(archive, 'metadata.json'), '{')),
  ],
  [
    'no schemas',
    'notAStrapiArchive',
    () => edited((archive) => rm(inFolder(archive, 'schemas'), { recursive: true })),
  ],
  [
    'a line that is no JSON',
    'archiveDamaged',
    () =>
      edited((archive) => writeFile(inFolder(archive, 'links/links_00009.jsonl'), '{"kind":\n')),
  ],
  [
    'a record without a type',
    'archiveDamaged',
    () =>
      edited(({ editRecords }) => editRecords('entities', ({ type: _type, ...record }) => record)),
  ],
  [
    'a file without metadata',
    'archiveDamaged',
    () =>
      edited(async (archive) =>
        rm(inFolder(archive, 'assets/metadata', `${await firstAsset(archive)}.json`)),
      ),
  ],
  [
    'a file whose metadata names a path',
    'archiveUnsafe',
    () =>
      edited(async (archive) =>
        archive.editJson(`assets/metadata/${await firstAsset(archive)}.json`, (metadata) => {
          metadata.hash = '../../../escaped';
        }),
      ),
  ],
  [
    'a file whose metadata is another one’s',
    'archiveDamaged',
    () =>
      edited(async (archive) =>
        archive.editJson(`assets/metadata/${await firstAsset(archive)}.json`, (metadata) => {
          metadata.hash = 'another';
        }),
      ),
  ],
  [
    'a row of the media library that names a path',
    'archiveUnsafe',
    () =>
      edited(({ editRecords }) =>
        editRecords<{ type: string; data: object }>('entities', (record) =>
          record.type === 'plugin::upload.file'
            ? { ...record, data: { ...record.data, hash: '../../../escaped' } }
            : record,
        ),
      ),
  ],
  [
    'a logo of the admin that names a path',
    'archiveUnsafe',
    () =>
      edited((archive) =>
        writeFile(
          inFolder(archive, 'configuration/configuration_00009.jsonl'),
          JSON.stringify({
            type: 'core-store',
            value: {
              key: 'core_admin_project-settings',
              value: { menuLogo: { hash: '../../escaped', ext: '.png', buffer: 'AAAA' } },
            },
          }),
        ),
      ),
  ],
  ['a path that climbs out', 'archiveUnsafe', () => withName('assets/uploads/../../../escaped')],
  ['an absolute path', 'archiveUnsafe', () => withName('/tmp/escaped')],
  [
    'a symbolic link',
    'archiveUnsafe',
    () => edited((archive) => symlink('/etc/passwd', inFolder(archive, 'assets/uploads/link.txt'))),
  ],
  [
    'an entry that comes twice',
    'archiveDamaged',
    () => {
      const end = plain.length - 1024;
      return Buffer.concat([plain.subarray(0, end), plain]);
    },
  ],
];

function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 0xff;
  return copy;
}

it.each(BAD)('%s is refused: %s', async (_what, code, make, key) => {
  const { status, body } = await upload(site, await make(), key ? { key } : {});
  expect({ status, code: body.error?.details.code }).toEqual({ status: 400, code });
  // Words that a person can act on, and no path of the server in them.
  expect(body.error!.message).toMatch(/Choose|Check|Enter|Fetch|Use|Do not use/);
  expect(JSON.stringify(body)).not.toContain(site.dir);
});

it('an archive that unpacks to more than allowed is refused', async () => {
  const small = await startSite('empty', { env: { LIFEBOAT_MAX_UNPACKED_BYTES: '1000000' } });
  expect(await upload(small, gzipped)).toMatchObject({
    status: 413,
    body: { error: { details: { code: 'archiveTooLarge' } } },
  });
  expect(await stagedIn(small)).toEqual([]);
  await small.stop();
});

it('what was good still is, unusual as it may be', async () => {
  const rearranged = await editArchive(plain, async (archive) => {
    await mkdir(inFolder(archive, 'lifeboat'));
    await writeFile(inFolder(archive, 'lifeboat/of-a-later-version.json'), '{}');
    const pack = archive.pack;
    archive.pack = () =>
      pack(
        'links',
        'assets/uploads',
        'lifeboat',
        'assets/metadata',
        'configuration',
        'entities',
        'schemas',
        'metadata.json',
      );
  });
  expect((await upload(site, rearranged)).status).toBe(201);
  expect((await upload(site, Buffer.concat([gzipSync(gunzipSync(gzipped))]))).status).toBe(201);
});

afterAll(async () => {
  expect(site.isRunning()).toBe(true);
  expect(await contentOf(site)).toEqual(before.content);
  expect(await hashFiles(site.uploadsDir)).toEqual(before.files);
  // Only the two good ones are left.
  expect(await stagedIn(site)).toHaveLength(4);
});
