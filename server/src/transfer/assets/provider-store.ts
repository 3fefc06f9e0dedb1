import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ProviderFile, UploadProvider } from '../../host/uploads';
import type { StagedAsset } from '../staging/staging';
import { type AssetStore, type OldAsset, storedName } from './asset-store';

/**
 * Files at an upload provider (a cloud). New files are stored first; old ones go after the commit, and new ones that
 * were not there before go again when there is none.
 */
export function createProviderStore(
  provider: UploadProvider,
  providerName: string,
  warn: (message: string) => void,
): AssetStore {
  const old = new Map<string, OldAsset>();
  const stored = new Map<string, ProviderFile>();

  async function deleteAll(files: Iterable<ProviderFile>): Promise<void> {
    for (const file of files) {
      try {
        await provider.delete(file);
      } catch (error) {
        warn(
          `The file ${storedName(file)} could not be deleted at ${providerName}: ${String(error)}`,
        );
      }
    }
  }

  return {
    provider: providerName,
    async replace(asset) {
      if (asset.provider === providerName) old.set(storedName(asset), asset);
    },
    async put(asset) {
      const file = await store(provider, asset);
      stored.set(storedName(asset.metadata), file);
      return file.url;
    },
    prepare: async () => undefined,
    async commit() {
      await deleteAll([...old].filter(([name]) => !stored.has(name)).map(([, file]) => file));
    },
    async rollback() {
      await deleteAll([...stored].filter(([name]) => !old.has(name)).map(([, file]) => file));
    },
  };
}

async function store(provider: UploadProvider, asset: StagedAsset): Promise<ProviderFile> {
  const file: ProviderFile = { ...asset.metadata };
  if (provider.uploadStream) {
    await provider.uploadStream(Object.assign(file, { stream: createReadStream(asset.path) }));
  } else {
    await provider.upload(Object.assign(file, { buffer: await readFile(asset.path) }));
  }
  delete file.stream;
  delete file.buffer;
  return file;
}
