import { Writable } from 'node:stream';
import type { IDestinationProvider } from '@strapi/data-transfer/dist/engine';
import { type ArchiveWriter, createJsonlWriter } from '../archive';

type Metadata = Parameters<NonNullable<IDestinationProvider['setMetadata']>>[1];

interface Asset {
  filename: string;
  metadata: unknown;
  stats: { size: number };
  stream: AsyncIterable<Buffer>;
}

/**
 * The engine's destination that writes the official archive format (`@strapi/data-transfer` file/providers), with
 * `metadata.json` first, so that a reader knows at once what it has before it.
 */
export function createArchiveDestination(
  archive: ArchiveWriter,
  maxJsonlBytes: number,
): IDestinationProvider {
  let metadata: Metadata | undefined;
  let failed = false;

  const jsonlStream = (folder: string): Writable => {
    const jsonl = createJsonlWriter(archive, folder, maxJsonlBytes);
    return objectWritable((record) => jsonl.write(record), jsonl.end);
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
    createAssetsWriteStream: () => objectWritable((asset: Asset) => writeAsset(archive, asset)),
    async close() {
      if (!failed) await archive.finish();
    },
    rollback(error) {
      failed = true;
      archive.destroy(error);
    },
  };
}

/** Metadata before the file: that order lets a reader place the file's bytes as they come. */
async function writeAsset(archive: ArchiveWriter, asset: Asset): Promise<void> {
  const { filename, metadata, stats, stream } = asset;
  await archive.add(`assets/metadata/${filename}.json`, Buffer.from(JSON.stringify(metadata)));
  await archive.addStream(`assets/uploads/${filename}`, stats.size, stream);
}

function objectWritable<T>(
  write: (item: T) => Promise<void>,
  end: () => Promise<void> = async () => undefined,
): Writable {
  return new Writable({
    objectMode: true,
    write(item: T, _encoding, callback) {
      write(item).then(() => callback(), callback);
    },
    final(callback) {
      end().then(() => callback(), callback);
    },
  });
}
