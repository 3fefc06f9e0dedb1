import { randomUUID } from 'node:crypto';
import { mkdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { ArchiveSummary, ReportOptions, UploadCreated } from '../../../shared/contract';
import { deriveCipherKey, openArchive } from '../archive';
import type { LifeboatConfig } from '../config';
import { LifeboatError } from '../errors';
import { ingest } from '../transfer/staging/ingest';
import type { StagingFolders } from '../transfer/staging/staging';
import { receive } from './receive';
import type { Reports } from './report';
import type { StagingRoots } from './staging-roots';

/** An archive that was uploaded, checked and waits to be restored. */
export interface Upload {
  id: string;
  folders: StagingFolders;
  archive: ArchiveSummary;
}

export interface Uploads {
  /**
   * Unpacks and checks an archive while it arrives.
   * @throws LifeboatError or ArchiveError when it is no whole archive; nothing is left of it then
   */
  receive(file: AsyncIterable<Buffer>, filename: string, key: string | undefined): Promise<Upload>;
  /** {@link receive}, with the report. */
  create(
    file: AsyncIterable<Buffer>,
    filename: string,
    key: string | undefined,
    options: ReportOptions,
  ): Promise<UploadCreated>;
  /** @throws LifeboatError `uploadNotFound` */
  find(id: string): Upload;
  /** @throws LifeboatError `uploadNotFound`, or `jobRunning` while it is restored */
  drop(id: string): Promise<void>;
  /** Keeps an upload from being dropped while it is restored. */
  hold(id: string): void;
  release(id: string): void;
  /** Forgets an upload but leaves its folders, whose files still have to be put in place. */
  leaveToNextStart(id: string): void;
}

/** Left free on the disk whatever an archive says, so that the site can go on working. */
const FREE_SHARE = 0.9;

export function createUploads(
  strapi: Core.Strapi,
  roots: StagingRoots,
  reports: Reports,
  config: LifeboatConfig,
): Uploads {
  const uploads = new Map<string, Upload>();
  const timers = new Map<string, NodeJS.Timeout>();
  const held = new Set<string>();

  const service: Uploads = {
    async receive(file, filename, key) {
      const id = randomUUID();
      const folders = await makeFolders(id);
      try {
        const received = receive(file);
        const maxUnpackedBytes = config.maxUnpackedBytes ?? (await freeBytes(folders));
        const { form, entries } = await openArchive(received.content, {
          key: async () => (key ? deriveCipherKey(key) : undefined),
          maxUnpackedBytes,
          maxEntries: config.maxEntries,
        });
        const { counts, ...found } = await ingest(entries, folders, {
          maxLineBytes: config.maxRecordBytes,
          maxDiskBytes: maxUnpackedBytes,
        });
        const archive: ArchiveSummary = {
          filename,
          ...(await received.end()),
          ...form,
          ...found,
          links: counts.links,
          configuration: counts.configuration,
        };
        const upload = { id, folders, archive };
        uploads.set(id, upload);
        service.release(id);
        return upload;
      } catch (error) {
        await removeFolders(folders);
        throw error;
      }
    },

    async create(file, filename, key, options) {
      const upload = await service.receive(file, filename, key);
      try {
        const report = await reports.create(upload, options);
        return { id: upload.id, archive: upload.archive, report };
      } catch (error) {
        await service.drop(upload.id);
        throw error;
      }
    },

    find(id) {
      const upload = uploads.get(id);
      if (!upload) throw new LifeboatError('uploadNotFound');
      return upload;
    },

    async drop(id) {
      const { folders } = service.find(id);
      if (held.has(id)) throw new LifeboatError('jobRunning', { kind: 'restore' });
      uploads.delete(id);
      clearTimeout(timers.get(id));
      timers.delete(id);
      await removeFolders(folders);
    },

    hold(id) {
      held.add(id);
      clearTimeout(timers.get(id));
    },

    release(id) {
      held.delete(id);
      clearTimeout(timers.get(id));
      const timer = setTimeout(
        () => service.drop(id).catch((error) => strapi.log.warn(`[lifeboat] ${String(error)}`)),
        config.keepUploadsFor * 60_000,
      );
      timer.unref();
      timers.set(id, timer);
    },

    leaveToNextStart(id) {
      uploads.delete(id);
      held.delete(id);
    },
  };
  return service;

  async function makeFolders(id: string): Promise<StagingFolders> {
    const folders = { dir: path.join(roots.content, id), assetsDir: path.join(roots.assets, id) };
    await roots.claim();
    await mkdir(folders.dir, { recursive: true, mode: 0o700 });
    await mkdir(folders.assetsDir, { recursive: true, mode: 0o700 });
    return folders;
  }

  async function removeFolders({ dir, assetsDir }: StagingFolders): Promise<void> {
    await rm(dir, { recursive: true, force: true });
    await rm(assetsDir, { recursive: true, force: true });
  }

  async function freeBytes({ dir, assetsDir }: StagingFolders): Promise<number> {
    const free = await Promise.all(
      [dir, assetsDir].map(async (folder) => {
        const { bavail, bsize } = await statfs(folder);
        return bavail * bsize;
      }),
    );
    return Math.min(...free) * FREE_SHARE;
  }
}
