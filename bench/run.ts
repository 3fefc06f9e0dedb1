/**
 * `npm run bench`: what one gigabyte of files costs a running site in memory, and how fast it goes on answering.
 * Needs about four gigabytes of free disk below the system's temporary folder.
 */
import { createWriteStream, openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExportCreated, JobCreated, UploadCreated } from '../shared/contract';
import {
  type Site,
  createSite,
  exportFrom,
  getJob,
  jobEnd,
  restoreTo,
  seed,
  upload,
} from '../e2e/support/site';
import { type Measured, measure, residentMemory } from './probe';
import { writeMediaArchive } from './media-archive';

const FILES = 1000;
const FILE_BYTES = 1_000_000;
const KEY = 'bench';

async function main(): Promise<void> {
  const site = await createSite();
  await seed(site);
  await site.start();
  try {
    const model = await exportFrom(site, { encrypt: false, compress: false });
    const archive = path.join(site.dir, 'media.tar');
    await writeMediaArchive(archive, model, FILES, FILE_BYTES);
    // One round first, so that "idle" is a server that has loaded all of its code.
    await restoreTo(site, model);
    await sleep(3000);
    const idle = await residentMemory(site.pid());
    const health = (): Promise<unknown> => fetch(`${site.url}/_health`);
    const row = (name: string, { seconds, peakMemory, slowestPing }: Measured): void => {
      const over = Math.round(peakMemory - idle);
      rows.push([name, `${seconds.toFixed(1)} s`, `${over} MB`, `${Math.round(slowestPing)} ms`]);
    };
    const rows: string[][] = [];

    const magazine = await upload(site, model);
    row('restore, magazine', await measureRestore(site, magazine.body.data.id));

    let uploadId = '';
    const uploading = await measure(
      site.pid(),
      async () => {
        const form = new FormData();
        form.set('file', await openAsBlob(archive), 'media.tar');
        const response = await site.request('/lifeboat/uploads', { method: 'POST', body: form });
        const { data } = (await response.json()) as { data: UploadCreated };
        uploadId = data.id;
      },
      health,
    );
    row('upload and check', uploading);
    await rm(archive);

    row('restore', await measureRestore(site, uploadId));

    for (const encrypt of [false, true]) {
      const created = await site.api<ExportCreated>('POST', '/lifeboat/exports', {
        encrypt,
        key: encrypt ? KEY : undefined,
      });
      const job = created.body.data;
      const target = path.join(site.dir, 'export.tar');
      const exporting = await measure(
        site.pid(),
        async () => {
          const response = await fetch(site.url + job.downloadUrl);
          await pipeline(Readable.fromWeb(response.body as never), createWriteStream(target));
          await jobEnd(site, job);
        },
        () => getJob(site, job),
      );
      row(`export${encrypt ? ', encrypted' : ''}`, exporting);
    }

    console.log(
      `\n${FILES} files of ${FILE_BYTES / 1e6} MB, SQLite, idle at ${Math.round(idle)} MB\n`,
    );
    const table = [['', 'time', 'memory over idle', 'slowest answer'], ...rows];
    for (const cells of table) console.log(cells.map((cell) => cell.padEnd(20)).join(''));
  } finally {
    await site.remove();
  }
}

/** Progress is asked for all the while: on SQLite, the restore holds the only database connection. */
async function measureRestore(site: Site, uploadId: string): Promise<Measured> {
  const { body } = await site.api<JobCreated>('POST', '/lifeboat/restores', { upload: uploadId });
  return measure(
    site.pid(),
    () => jobEnd(site, body.data),
    () => getJob(site, body.data),
  );
}

await main();
