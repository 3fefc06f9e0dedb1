import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { ArchiveSummary, ReportOptions, UploadCreated } from '../../../shared/contract';
import { deriveCipherKey, openArchive } from '../archive';
import type { LifeboatConfig } from '../config';
import { LifeboatError } from '../errors';
import { inOneLine } from '../log';
import { type MetadataFacts, ingest } from '../transfer/staging/ingest';
import type { StagingFolders } from '../transfer/staging/staging';
import { freeBytes } from './free-bytes';
import type { Owner } from './job';
import { receive } from './receive';
import type { Reports } from './report';
import type { StagingRoots } from './staging-roots';

/** An archive that was uploaded, checked and waits to be restored. */
export interface Upload {
  id: string;
  /** The admin user whose it is; undefined when it is the server's own. */
  ownerId?: string;
  folders: StagingFolders;
  archive: ArchiveSummary;
}

export interface ReceiveOptions {
  filename: string;
  /** As a person typed it; undefined when none was given. */
  key?: string;
  /** Default: a new one. */
  id?: string;
  ownerId?: string;
  /** Told as soon as the archive's metadata was read. */
  onMetadata?: (facts: MetadataFacts) => void;
}

export interface Uploads {
  /**
   * Unpacks and checks an archive while it arrives.
   * @throws LifeboatError or ArchiveError when it is no whole archive; nothing is left of it then
   */
  receive(file: AsyncIterable<Buffer>, options: ReceiveOptions): Promise<Upload>;
  /** What is told of an upload that has just been received. It is dropped when that can't be told. */
  withReport(upload: Upload, options: ReportOptions): Promise<UploadCreated>;
  has(id: string): boolean;
  /** All that belong to somebody. */
  owned(): { id: string; ownerId: string }[];
  /** @throws LifeboatError `uploadNotFound` */
  find(id: string): Upload;
  /** {@link find}, which does not find what is somebody else's. */
  findOf(id: string, owner: Owner): Upload;
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
    async receive(file, { filename, key, id = randomUUID(), ownerId, onMetadata }) {
      const folders = await makeFolders(id);
      try {
        const received = receive(file);
        const maxUnpackedBytes = config.maxUnpackedBytes ?? (await room(folders));
        const { form, entries } = await openArchive(received.content, {
          key: async () => (key ? deriveCipherKey(key) : undefined),
          maxUnpackedBytes,
          maxEntries: config.maxEntries,
        });
        const limits = { maxLineBytes: config.maxRecordBytes, maxDiskBytes: maxUnpackedBytes };
        const { counts, ...found } = await ingest(entries, folders, limits, onMetadata);
        const archive: ArchiveSummary = {
          filename,
          ...(await received.end()),
          ...form,
          ...found,
          links: counts.links,
          configuration: counts.configuration,
        };
        const upload: Upload = { id, ownerId, folders, archive };
        uploads.set(id, upload);
        service.release(id);
        return upload;
      } catch (error) {
        await removeFolders(folders);
        throw error;
      }
    },

    async withReport(upload, options) {
      try {
        const report = await reports.create(upload, options);
        return { id: upload.id, archive: upload.archive, report };
      } catch (error) {
        await service.drop(upload.id);
        throw error;
      }
    },

    has: (id) => uploads.has(id),

    owned: () =>
      [...uploads.values()].flatMap(({ id, ownerId }) => (ownerId ? [{ id, ownerId }] : [])),

    find(id) {
      const upload = uploads.get(id);
      if (!upload) throw new LifeboatError('uploadNotFound');
      return upload;
    },

    findOf(id, owner) {
      const upload = service.find(id);
      if (upload.ownerId !== String(owner.id)) throw new LifeboatError('uploadNotFound');
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
        () => service.drop(id).catch((error) => strapi.log.warn(`[lifeboat] ${inOneLine(error)}`)),
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

  async function room({ dir, assetsDir }: StagingFolders): Promise<number> {
    const free = await Promise.all([dir, assetsDir].map(freeBytes));
    return Math.min(...free) * FREE_SHARE;
  }
}
