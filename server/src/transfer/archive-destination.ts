import type { Writable } from 'node:stream';
import type { IDestinationProvider } from '@strapi/data-transfer/dist/engine';
import { type ArchiveWriter, countLines, createJsonlWriter, letGo } from '../archive';
import { loadAhead } from './assets/load-ahead';
import type { SiteAsset } from './assets/site-assets';
import type { TransferObserver } from './observer';
import { stageItemsWritable, stageWritable } from './stage-content';
import type { JsonlStage } from './staging/staging';
import { warning } from '../warnings';

type Metadata = Parameters<NonNullable<IDestinationProvider['setMetadata']>>[1];

/**
 * The engine's destination that writes the official archive format (`@strapi/data-transfer` file/providers), with
 * `metadata.json` first, so that a reader knows at once what it has before it.
 */
export function createArchiveDestination(
  archive: ArchiveWriter,
  maxJsonlBytes: number,
  observer: TransferObserver,
): IDestinationProvider {
  let metadata: Metadata | undefined;
  let failed = false;

  const jsonlStream = (stage: JsonlStage): Writable => {
    const jsonl = createJsonlWriter(archive, stage, maxJsonlBytes);
    const figures = { count: 0, bytes: 0 };
    return stageItemsWritable<Buffer>(async (page) => {
      await jsonl.write(page);
      figures.bytes += page.length;
      const lines = countLines(page);
      figures.count += lines;
      observer.stageProgressed(stage, figures);
      const type = stage === 'entities' && typeOf(page);
      if (type) observer.rowsWritten(type, lines);
      letGo(page);
    }, jsonl.end);
  };

  return {
    name: 'destination::lifeboat-archive',
    type: 'destination',
    // None of its own: nothing to compare the source with.
    getMetadata: () => null,
    setMetadata(target, value) {
      if (target === 'source') metadata = value;
      return this;
    },
    async beforeTransfer() {
      await archive.add('metadata.json', Buffer.from(JSON.stringify(metadata, null, 2)));
    },
    createSchemasWriteStream: () => jsonlStream('schemas'),
    createEntitiesWriteStream: () => jsonlStream('entities'),
    createLinksWriteStream: () => jsonlStream('links'),
    createConfigurationWriteStream: () => jsonlStream('configuration'),
    createAssetsWriteStream: () =>
      stageWritable<SiteAsset>((assets) => writeAssets(assets, archive, observer)),
    async close() {
      if (!failed) await archive.finish();
    },
    rollback(error) {
      failed = true;
      archive.destroy(error);
    },
  };
}

/** The content type of a page of entities: the source gives one type after the other, and each line begins with it. */
const typeOf = (page: Buffer): string | undefined =>
  /^\{"type":"([^"]+)"/.exec(page.toString('latin1', 0, MAX_UID))?.[1];

const MAX_UID = 500;

/** Metadata before the file: that order lets a reader place the file's bytes as they come. */
async function writeAssets(
  assets: AsyncIterable<SiteAsset>,
  archive: ArchiveWriter,
  observer: TransferObserver,
): Promise<void> {
  const figures = { count: 0, bytes: 0 };
  async function* counted(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      figures.bytes += chunk.length;
      observer.stageProgressed('assets', figures);
      yield chunk;
    }
  }
  for await (const { asset, file } of loadAhead(assets)) {
    const { filename, metadata } = asset;
    if (!file) {
      observer.warned(warning('fileMissing', { name: filename }));
      continue;
    }
    await archive.add(`assets/metadata/${filename}.json`, Buffer.from(JSON.stringify(metadata)));
    await archive.addStream(`assets/uploads/${filename}`, file.size, counted(file.content));
    figures.count += 1;
    observer.stageProgressed('assets', figures);
  }
}
