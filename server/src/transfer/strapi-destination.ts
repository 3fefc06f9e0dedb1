import { Writable } from 'node:stream';
import type * as DataTransfer from '@strapi/data-transfer';
import type { IDestinationProvider } from '@strapi/data-transfer/dist/engine';
import type { Core } from '@strapi/types';
import { deleteAllRows } from '../database/delete-rows';
import type { Trx } from '../database/tables';
import { LifeboatError } from '../errors';
import type { AssetStore } from './assets/asset-store';
import { fileRows } from './assets/file-rows';
import { FILE_UID, type Scope } from './filter';
import type { TransferObserver } from './observer';
import type { StagedAsset } from './staging/staging';
import { type LongTransaction, openTransaction } from './transaction';

const CONFIGURATION = ['strapi::core-store', 'strapi::webhook'];

/**
 * The running site as the engine's destination. Strapi's own local provider writes the rows. The rest is ours: files (it
 * deletes the site's before it has the new ones, and holds each in memory), deleting rows (it blocks the server for as
 * long as that takes) and the transaction (it does not wait for its end).
 *
 * 1. bootstrap: open the transaction               | rollback: roll it back
 * 2. beforeTransfer: note old files, delete rows   | (in the transaction)
 * 3. stages: write rows, put files                 | rollback: the store takes its files back
 * 4. close: commit, then let the store swap files  | none: the commit decides
 */
export function createStrapiDestination(
  dataTransfer: typeof DataTransfer,
  strapi: Core.Strapi,
  scope: Scope,
  store: AssetStore,
  observer: TransferObserver,
): IDestinationProvider {
  const official = dataTransfer.strapi.providers.createLocalStrapiDestinationProvider({
    getStrapi: () => strapi,
    autoDestroy: false,
    strategy: 'restore',
    // What is deleted, and when, is ours to say.
    restore: { assets: false },
  });
  official.onWarning = (message) => observer.warned(message);
  let transaction: LongTransaction | undefined;
  let writing: Writable | undefined;
  let rolledBack = false;

  return {
    name: 'destination::lifeboat-strapi',
    type: 'destination',
    getMetadata: () => official.getMetadata(),
    getSchemas: () => official.getSchemas(),
    createEntitiesWriteStream: () => (writing = official.createEntitiesWriteStream()),
    createLinksWriteStream: async () => (writing = await official.createLinksWriteStream()),
    createConfigurationWriteStream: async () =>
      (writing = await official.createConfigurationWriteStream()),
    createAssetsWriteStream: () => createAssetsWriteStream(strapi, attached, store, observer),

    async bootstrap() {
      strapi.db.lifecycles.disable();
      const opened = await openTransaction(strapi);
      transaction = opened;
      official.strapi = strapi;
      official.transaction = {
        // The official streams leave a rejection to nobody, and the process would end of it.
        attach: (work) =>
          opened
            .attach(work as never)
            .catch((error: Error) => void writing?.destroy(error)) as never,
        end: () => true,
        rollback: async () => true,
      };
    },
    async beforeTransfer() {
      if (scope.has('files') && replacesFiles(scope)) {
        await attached(() => noteOldFiles(strapi, store));
      }
      await attached((trx) => deleteInScope(strapi, trx, scope));
    },
    async close() {
      try {
        if (transaction && !rolledBack) await commit();
      } finally {
        strapi.db.lifecycles.enable();
      }
    },
    async rollback() {
      rolledBack = true;
      await transaction?.rollback();
      await store.rollback();
    },
  };

  function attached<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    if (!transaction) throw new Error('The transaction is not open');
    return transaction.attach(work);
  }

  async function commit(): Promise<void> {
    observer.committing();
    try {
      await transaction!.commit();
    } catch (error) {
      await store.rollback();
      throw error;
    }
    try {
      await store.commit();
    } catch (cause) {
      throw new LifeboatError('filesNotPlaced', {}, { cause });
    }
  }
}

/** Files whose rows stay must stay too. */
function replacesFiles(scope: Scope): boolean {
  return scope.has('content') && scope.includes(FILE_UID);
}

/**
 * Deletes what the scope replaces; the same as `parseRestoreFromOptions` of `@strapi/strapi` cli/utils/data-transfer
 * would have deleted.
 */
async function deleteInScope(strapi: Core.Strapi, trx: Trx, scope: Scope): Promise<void> {
  const types = Object.keys(strapi.contentTypes);
  const uids: string[] = [];
  if (scope.has('content')) uids.push(...types.filter(scope.includes));
  if (scope.has('config')) uids.push(...CONFIGURATION);
  if (scope.has('content') && scope.has('config') && !scope.onlyContentTypes) {
    // Tables of Strapi's own that are no content types, such as the content history.
    const models = (strapi.get('models').get() as { uid: string }[]).map(({ uid }) => uid);
    uids.push(...models.filter((uid) => !types.includes(uid) && !CONFIGURATION.includes(uid)));
  }
  for (const uid of uids) await deleteAllRows(strapi, trx, uid);
}

async function noteOldFiles(strapi: Core.Strapi, store: AssetStore): Promise<void> {
  for await (const row of fileRows(strapi)) {
    await store.replace(row);
    for (const format of Object.values(row.formats ?? {})) {
      await store.replace({ ...format, provider: row.provider });
    }
  }
}

/** Hands each staged file to the store and tells its row where it is now. */
function createAssetsWriteStream(
  strapi: Core.Strapi,
  attached: <T>(work: () => Promise<T>) => Promise<T>,
  store: AssetStore,
  observer: TransferObserver,
): Writable {
  const figures = { count: 0, bytes: 0 };

  async function write(asset: StagedAsset): Promise<void> {
    const url = await store.put(asset);
    await attached(() => updateAddress(strapi, asset, url, store.provider));
    figures.count += 1;
    figures.bytes += asset.size;
    observer.stageProgressed('assets', figures);
  }

  return new Writable({
    objectMode: true,
    write(asset: StagedAsset, _encoding, callback) {
      write(asset).then(() => callback(), callback);
    },
  });
}

/** Only an archive of a site with another provider or address needs it. Rows have new ids, so the hash finds them. */
async function updateAddress(
  strapi: Core.Strapi,
  { metadata }: StagedAsset,
  url: string,
  provider: string,
): Promise<void> {
  const { type, hash, mainHash } = metadata;
  if (metadata.url === url && (type || metadata.provider === provider)) return;
  const files = strapi.db.query(FILE_UID);
  if (!type) {
    await files.updateMany({ where: { hash }, data: { url, provider } });
    return;
  }
  for (const row of await files.findMany({ where: { hash: mainHash } })) {
    const formats = row.formats as Record<string, { url: string }> | null;
    if (!formats?.[type]) continue;
    formats[type].url = url;
    await files.update({ where: { id: row.id }, data: { formats } });
  }
}
