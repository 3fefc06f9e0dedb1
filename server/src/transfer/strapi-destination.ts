import type { Writable } from 'node:stream';
import type * as DataTransfer from '@strapi/data-transfer';
import type { IDestinationProvider } from '@strapi/data-transfer/dist/engine';
import type { Core } from '@strapi/types';
import type { StageName } from '../../../shared/contract';
import { type Trx, createModels } from '../database/model';
import { type RowSink, createRowSink } from '../database/row-sink';
import { createReader } from '../database/reader';
import { moveSequence } from '../database/sequences';
import { linesIn } from '../archive';
import { siteFacts } from '../host/site-facts';
import { USER_UID } from '../state/accounts';
import { createEndUserTokens } from '../state/end-user-tokens';
import { createAddresses } from './assets/addresses';
import type { AssetStore } from './assets/asset-store';
import { unpackLogos } from './assets/logos';
import { libraryAssets } from './assets/present-assets';
import { FILE_UID, type Scope, includesLink } from './filter';
import type { TransferObserver } from './observer';
import { deleteInScope } from './rows/delete-scope';
import type { ConfigurationRecord } from './rows/read-configuration';
import type { Entity } from './rows/read-entities';
import type { Link } from './rows/read-links';
import { createRestoredRows } from './rows/restored-rows';
import { addConfiguration } from './rows/write-configuration';
import { createEntityWriter } from './rows/write-entities';
import { createLinkWriter } from './rows/write-links';
import { stageItemsWritable } from './stage-content';
import type { StagedAsset } from './staging/staging';
import type { LongTransaction } from './transaction';
import { warning } from '../warnings';

/**
 * The running site as the engine's destination: what is in the scope is deleted, then loaded, all of it in the
 * transaction and in the store, whose ends are not its business.
 *
 * @param workDir where logos wait for the store; on the file system of the uploads
 */
export function createStrapiDestination(
  dataTransfer: typeof DataTransfer,
  strapi: Core.Strapi,
  scope: Scope,
  transaction: LongTransaction,
  store: AssetStore,
  workDir: string,
  observer: TransferObserver,
): IDestinationProvider {
  const models = createModels(strapi);
  const restored = createRestoredRows();
  const entities = createEntityWriter(models, new Set(Object.keys(strapi.contentTypes)), restored);
  const links = createLinkWriter(models, restored);
  const addresses = createAddresses(models);
  const tokens = createEndUserTokens(strapi, models);
  const assets = { count: 0, bytes: 0 };
  let sink: RowSink | undefined;

  /** Runs work in the transaction. */
  function attached<T>(work: (trx: Trx, sink: RowSink) => Promise<T>): Promise<T> {
    return transaction.attach(async (trx) => {
      sink ??= await createRowSink(models.dialect, trx);
      return work(trx, sink);
    });
  }

  const flushAddresses = (): Promise<void> => attached((trx) => addresses.write(trx));

  async function putAsset(asset: StagedAsset): Promise<void> {
    const url = await store.put(asset);
    if (addresses.note(asset.metadata, url, store.provider)) await flushAddresses();
    assets.count += 1;
    assets.bytes += asset.size;
    observer.stageProgressed('assets', assets);
  }

  /**
   * @param isWanted whether a record is restored; others are not counted
   * @param add gives a record to the sink, in the transaction
   */
  function recordsWritable<Item>(
    stage: StageName,
    isWanted: (record: Item) => boolean,
    add: (record: Item, trx: Trx, sink: RowSink) => void | Promise<void>,
    end: (trx: Trx) => Promise<void> = async () => undefined,
  ): Writable {
    const figures = { count: 0, bytes: 0 };
    return stageItemsWritable<Buffer>(
      async (page) => {
        await attached(async (trx, into) => {
          for (const line of linesIn(page)) {
            const record = JSON.parse(line) as Item;
            if (!isWanted(record)) continue;
            // Most are added at once, and each wait would cost a turn of its own.
            const added = add(record, trx, into);
            if (added) await added;
            if (into.isFull()) await into.flush();
            figures.count += 1;
          }
        });
        figures.bytes += page.length;
        observer.stageProgressed(stage, figures);
      },
      () =>
        attached(async (trx, into) => {
          await into.flush();
          await end(trx);
        }),
    );
  }

  function addLink(link: Link, trx: Trx, into: RowSink): void | Promise<void> {
    links.add(link, into);
    return links.isFull() ? links.flush(trx) : undefined;
  }

  async function putConfiguration(
    record: ConfigurationRecord,
    _trx: Trx,
    into: RowSink,
  ): Promise<void> {
    addConfiguration(await unpackLogos(store, workDir, record), models, into);
  }

  function reportLeftOut(): void {
    const { named, others } = entities.leftOut;
    for (const [name, count] of named) observer.warned(warning('noPlace', { name, count }));
    if (others > 0) observer.warned(warning('noPlaceOthers', { count: others }));
    const { missingRow, unknownRelation } = links.leftOut;
    if (missingRow > 0) observer.warned(warning('linksOpen', { count: missingRow }));
    if (unknownRelation > 0) {
      observer.warned(warning('linksUnknown', { count: unknownRelation }));
    }
  }

  return {
    name: 'destination::lifeboat-strapi',
    type: 'destination',
    // No schemas: with them the engine would silently drop what the site has no place for, and we report it.
    getMetadata: siteFacts(dataTransfer, strapi).getMetadata,
    createEntitiesWriteStream: () =>
      recordsWritable<Entity>(
        'entities',
        ({ type }) => scope.includes(type),
        (entity, _trx, into) => entities.add(entity, into),
      ),
    createLinksWriteStream: () =>
      recordsWritable<Link>('links', (link) => includesLink(scope, link), addLink, links.flush),
    createConfigurationWriteStream: () =>
      recordsWritable<ConfigurationRecord>('configuration', () => true, putConfiguration),
    createAssetsWriteStream: () => stageItemsWritable(putAsset, flushAddresses),

    async beforeTransfer() {
      if (replacesFiles(scope)) {
        await attached(async (trx) => {
          const reader = await createReader(models.dialect, trx);
          for await (const asset of libraryAssets(reader, models, store.provider)) {
            await store.replace(asset);
          }
        });
      }
      if (scope.has('content') && scope.includes(USER_UID)) await attached(tokens.note);
      await attached((trx) => deleteInScope(strapi, trx, models, scope, restored));
    },
    async close() {
      reportLeftOut();
      await attached(async (trx, { tables }) => {
        for (const table of tables) await moveSequence(models.dialect, trx, table);
        await tokens.refuseOld(trx);
      });
    },
  };
}

/** Whether old files go: those whose rows stay must stay too. */
export function replacesFiles(scope: Scope): boolean {
  return scope.has('files') && scope.has('content') && scope.includes(FILE_UID);
}
