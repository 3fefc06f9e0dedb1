import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JobCreated, JobList, JobSnapshot, RestoreOptions } from '../shared/contract';
import { type Content, contentOf } from './support/content';
import { DATABASE_SERVERS, type DatabaseServer, asked, isSkipped } from './support/databases';
import { editArchive } from './support/edit-archive';
import { type Fingerprint, fingerprint } from './support/fingerprint';
import { type FaultySite, faultySite } from './support/faults';
import { copySite } from './support/fixtures';
import { type Site, cancel, exportFrom, jobEnd, restoreTo } from './support/site';
import { stagedIn } from './support/staging';

const TAG = 'api::tag.tag';

const LAYOUT_OF_TAGS = `plugin_content_manager_configuration_content_types::${TAG}`;

interface Setting {
  value: { key?: string; value?: { settings: { pageSize: number } } };
}

/** A site's archive with its tags renamed, a file of other bytes and a setting changed. */
function changed(plain: Buffer): Promise<Buffer> {
  return editArchive(plain, async ({ dir, editRecords }) => {
    await editRecords<{ type: string; data: { name: string } }>('entities', (record) =>
      record.type === TAG
        ? { ...record, data: { ...record.data, name: `${record.data.name}!` } }
        : record,
    );
    await editRecords<Setting>('configuration', (record) => {
      if (record.value.key === LAYOUT_OF_TAGS) record.value.value!.settings.pageSize = 50;
      return record;
    });
    const [first] = await readdir(path.join(dir, 'assets/uploads'));
    await writeFile(path.join(dir, 'assets/uploads', first!), 'other bytes');
  });
}

const copiesOf = ({ dir }: Site): string => path.join(dir, 'safety-copies');

async function copyNames(site: Site): Promise<string[]> {
  return (await readdir(copiesOf(site)).catch(() => [])).filter((name) => name.endsWith('.gz'));
}

async function undo(site: Site, id: string): Promise<JobSnapshot> {
  const started = await site.api<JobCreated>('POST', `/lifeboat/restores/${id}/undo`);
  expect(started).toMatchObject({ status: 202 });
  return jobEnd(site, started.body.data);
}

interface State {
  rows: Fingerprint;
  content: Content;
}

/** Row by row as the database has it, and line by line as the official command tells it. */
async function stateOf(site: Site): Promise<State> {
  return { rows: await fingerprint(site), content: await contentOf(site) };
}

const RESTORES: [string, Omit<RestoreOptions, 'upload'>][] = [
  ['of everything', {}],
  ['without files', { exclude: ['files'] }],
  ['without content', { exclude: ['content'] }],
  ['of settings only', { exclude: ['content', 'files'] }],
  ['of one content type', { onlyContentTypes: [TAG] }],
  ['of all types but one', { excludeContentTypes: ['api::article.article'] }],
];

for (const server of asked(DATABASE_SERVERS)) {
  describe.skipIf(await isSkipped(server))(`on ${server.name}`, () => undoes(server));
}

function undoes(server: DatabaseServer): void {
  let faulty: FaultySite;
  let site: Site;
  let other: Buffer;

  beforeAll(async () => {
    faulty = await faultySite('magazine', { server });
    site = faulty.site;
    await site.start();
    // A text in a JSON field may lie in the database in two ways that Strapi reads alike; a restore leaves one of them.
    const own = await exportFrom(site, { encrypt: false, compress: false });
    expect(await restoreTo(site, own, { safetyCopy: false })).toMatchObject({ state: 'done' });
    other = await changed(own);
  });

  it.each(RESTORES)('a restore %s can be undone to the last row and byte', async (_, options) => {
    const before = await stateOf(site);
    const done = await restoreTo(site, other, options);
    expect(done).toMatchObject({ state: 'done' });
    expect(await fingerprint(site)).not.toEqual(before.rows);

    expect(await undo(site, done.id)).toMatchObject({ state: 'done', undoes: done.id });
    expect(await stateOf(site)).toEqual(before);
    expect(await stagedIn(site)).toEqual([]);
  });

  it('an undo can be undone', async () => {
    const done = await restoreTo(site, other);
    const restored = await fingerprint(site);
    const undone = await undo(site, done.id);
    expect(await fingerprint(site)).not.toEqual(restored);
    expect(await undo(site, undone.id)).toMatchObject({ state: 'done' });
    expect(await fingerprint(site)).toEqual(restored);
  });

  it('an undo that is cancelled leaves the restore as it was, and can be asked for again', async () => {
    const before = await fingerprint(site);
    const done = await restoreTo(site, other);
    const restored = await fingerprint(site);
    faulty.at('pause', 'replaceContent');
    const started = await site.api<JobCreated>('POST', `/lifeboat/restores/${done.id}/undo`);
    await faulty.waiting();
    expect((await cancel(site, started.body.data)).status).toBe(200);
    faulty.never();
    expect(await jobEnd(site, started.body.data)).toMatchObject({ state: 'cancelled' });
    expect(await fingerprint(site)).toEqual(restored);
    expect(await undo(site, done.id)).toMatchObject({ state: 'done' });
    expect(await fingerprint(site)).toEqual(before);
    expect(await stagedIn(site)).toEqual([]);
  });

  it('the last three copies are kept, for nobody else to read', async () => {
    const names = await copyNames(site);
    expect(names).toHaveLength(3);
    for (const name of names) {
      expect((await stat(path.join(copiesOf(site), name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(copiesOf(site))).mode & 0o777).toBe(0o700);
    const { body } = await site.api<JobList>('GET', '/lifeboat/jobs');
    const undoable = body.data.recent.filter(({ canUndo }) => canUndo);
    expect(undoable.map(({ id }) => `${id}.tar.gz`).sort()).toEqual(names.sort());
  });

  it('what has no copy says so', async () => {
    const before = await copyNames(site);
    const done = await restoreTo(site, other, { safetyCopy: false });
    expect(done.safetyCopy).toBeUndefined();
    expect(await copyNames(site)).toEqual(before);
    for (const id of [done.id, 'no-such-restore', '../../etc/passwd']) {
      const answer = await site.api('POST', `/lifeboat/restores/${encodeURIComponent(id)}/undo`);
      expect(answer, id).toMatchObject({
        status: 404,
        body: { error: { details: { code: 'noSafetyCopy' } } },
      });
    }
    await site.stop();
  });
}

it('a folder for copies that the web serves keeps the site from starting', async () => {
  const site = await copySite('empty', {});
  site.env.LIFEBOAT_SAFETY_COPIES_DIR = path.join(site.uploadsDir, 'copies');
  await expect(site.start()).rejects.toThrow('lies in the public folder');
});
