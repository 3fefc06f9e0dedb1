import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { contentOfArchive, hashFiles } from '../support/content';
import { editArchive } from '../support/edit-archive';
import { type Site, createSite, seed } from '../support/site';
import { buildAdminIfStale } from './support/build';
import { KEY } from './support/seeded';

const TAG = 'api::tag.tag';
/** Makes a restore of the large archive last some seconds. */
const COPIES = 1500;

/**
 * Builds what the browser gets, seeds the two sites that every test starts from copies of, and makes the archives
 * that tests upload, with the official command.
 */
export default async function setup(): Promise<() => Promise<void>> {
  await buildAdminIfStale();
  const dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-browser-'));
  const magazine = await createSite();
  const empty = await createSite();
  await seed(magazine);
  await seed(empty, '--admin-only');
  await makeArchives(magazine, dir);
  // The workers get the environment, and nothing else of what is here.
  process.env.LIFEBOAT_SEEDED = JSON.stringify({ magazine: magazine.dir, empty: empty.dir, dir });
  return async () => {
    await magazine.remove();
    await empty.remove();
    await rm(dir, { recursive: true });
  };
}

async function makeArchives(magazine: Site, dir: string): Promise<void> {
  const plain = path.join(dir, 'magazine.tar');
  const bare = path.join(dir, 'magazine');
  await magazine.command('export', '--no-encrypt', '--no-compress', '-f', bare);
  await magazine.command('export', '--key', KEY, '-f', bare);
  await writeFile(path.join(dir, 'large.tar'), await withManyTags(await readFile(plain)));
  await writeFile(path.join(dir, 'heavy.tar'), await withHeavyFile(await readFile(plain)));

  const scratch = path.join(dir, 'scratch');
  await mkdir(scratch);
  await writeFile(path.join(scratch, 'magazine.tar'), await readFile(plain));
  const content = await contentOfArchive(path.join(scratch, 'magazine.tar'));
  const files = await hashFiles(magazine.uploadsDir);
  await writeFile(path.join(dir, 'expected.json'), JSON.stringify({ content, files }));
  await rm(scratch, { recursive: true });
}

interface Entity {
  type: string;
  id: number;
  data: Record<string, unknown>;
}

/** Tags have no links, so that copies of them make a whole archive. */
function withManyTags(tar: Buffer): Promise<Buffer> {
  return editArchive(tar, ({ editRecords }) =>
    editRecords<Entity>('entities', (record) =>
      record.type === TAG
        ? Array.from({ length: COPIES }, (_, copy) => ({
            ...record,
            id: record.id + copy * 1000,
            // Strapi 4 knows no documents.
            data: { ...record.data, ...('documentId' in record.data && documentOf(record, copy)) },
          }))
        : record,
    ),
  );
}

const documentOf = ({ data: { documentId } }: Entity, copy: number) => ({
  documentId: `${String(documentId)}${copy}`,
});

/** More than the buffers between a browser and a server take in. */
function withHeavyFile(tar: Buffer): Promise<Buffer> {
  return editArchive(tar, async ({ dir }) => {
    const assets = path.join(dir, 'assets/uploads');
    const [name] = await readdir(assets);
    await writeFile(path.join(assets, name!), randomBytes(48 * 1024 * 1024));
  });
}
