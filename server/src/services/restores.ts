import path from 'node:path';
import type { Core } from '@strapi/types';
import type { JobCreated, RestoreOptions } from '../../../shared/contract';
import { LifeboatError } from '../errors';
import { isIgnoredType, loadDataTransfer } from '../host/data-transfer';
import { uploadProvider, uploadProviderName, uploadsFolder } from '../host/uploads';
import type { AssetStore } from '../transfer/assets/asset-store';
import { createLocalStore } from '../transfer/assets/local-store';
import { createProviderStore } from '../transfer/assets/provider-store';
import { type Scope, createScope } from '../transfer/filter';
import { runTransfer } from '../transfer/run';
import { createStagingSource } from '../transfer/staging/staging-source';
import { createStrapiDestination } from '../transfer/strapi-destination';
import type { Job, Jobs, Owner } from './jobs';
import type { Upload, Uploads } from './uploads';

export interface Restores {
  /**
   * Starts a restore; it goes on after this has returned.
   * @throws LifeboatError when the upload is gone, something blocks the restore, or a job runs
   */
  create(options: RestoreOptions, owner: Owner): Promise<JobCreated>;
}

export function createRestores(strapi: Core.Strapi, jobs: Jobs, uploads: Uploads): Restores {
  const dataTransfer = loadDataTransfer(strapi);

  return {
    async create(options, owner) {
      const { versionStrategy = 'exact', schemaStrategy = 'exact' } = options;
      const scope = createScope(options, Object.keys(strapi.contentTypes), (uid) =>
        isIgnoredType(dataTransfer, uid),
      );
      const upload = uploads.find(options.upload);
      const { blockers } = await uploads.report(upload, { versionStrategy, schemaStrategy });
      if (blockers[0]) {
        const { code, ...facts } = blockers[0].details;
        throw new LifeboatError(code, facts);
      }

      const job = jobs.start('restore', owner);
      job.filename = upload.archive.filename;
      restore(job, upload, scope).catch((error) => strapi.log.warn(`[lifeboat] ${String(error)}`));
      return { id: job.id, ticket: job.ticket };
    },
  };

  async function restore(job: Job, upload: Upload, scope: Scope): Promise<void> {
    setTotals(job, upload, scope);
    uploads.hold(upload.id);
    const done = await job.run(() =>
      runTransfer(dataTransfer, {
        source: createStagingSource(upload.folders),
        destination: createStrapiDestination(
          dataTransfer,
          strapi,
          scope,
          createStore(job, upload),
          upload.folders.assetsDir,
          job,
        ),
        scope,
        observer: job,
        signal: job.signal,
      }),
    );
    if (job.snapshot().error?.details.code === 'filesNotPlaced') {
      uploads.leaveToNextStart(upload.id);
      return;
    }
    // What failed can be tried again without another upload.
    uploads.release(upload.id);
    if (done) await uploads.drop(upload.id);
  }

  function createStore(job: Job, { folders }: Upload): AssetStore {
    const name = uploadProviderName(strapi);
    return name === 'local'
      ? createLocalStore(uploadsFolder(strapi), path.join(folders.assetsDir, `swap-${job.id}`))
      : createProviderStore(uploadProvider(strapi), name, job.warned);
  }
}

function setTotals(job: Job, { archive }: Upload, scope: Scope): void {
  const types = Object.entries(archive.entities);
  const moved = types.filter(([uid]) => scope.includes(uid));
  job.setTotal(
    'entities',
    moved.reduce((sum, [, rows]) => sum + rows, 0),
  );
  // How many links have both ends in some of the types, nobody has counted.
  if (moved.length === types.length) job.setTotal('links', archive.links);
  job.setTotal('assets', archive.assets.count);
  job.setTotal('configuration', archive.configuration);
}
