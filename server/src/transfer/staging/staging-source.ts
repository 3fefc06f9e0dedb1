import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ISourceProvider } from '@strapi/data-transfer/dist/engine';
import { linesIn, wholeLines } from '../../archive';
import { stageReadable } from '../stage-content';
import {
  type AssetIndexLine,
  type JsonlStage,
  type StagedAsset,
  type StagingFolders,
  assetIndexPath,
  assetPath,
  jsonlPath,
  metadataPath,
} from './staging';

type Schemas = Awaited<ReturnType<NonNullable<ISourceProvider['getSchemas']>>>;

/**
 * The engine's source that reads a staging. Assets come as {@link StagedAsset}: without a stream, since whoever takes
 * them may rather rename the file than read it.
 */
export function createStagingSource(folders: StagingFolders): ISourceProvider {
  const linesOf = (stage: JsonlStage): Readable =>
    stageReadable(readPages(jsonlPath(folders, stage)));
  return {
    name: 'source::lifeboat-staging',
    type: 'source',
    async getMetadata() {
      return JSON.parse(await readFile(metadataPath(folders), 'utf8'));
    },
    async getSchemas() {
      const schemas: NonNullable<Schemas> = {};
      for await (const schema of readJsonl(jsonlPath(folders, 'schemas'))) {
        schemas[(schema as { uid: string }).uid] = schema as NonNullable<Schemas>[string];
      }
      return schemas;
    },
    createSchemasReadStream: () => linesOf('schemas'),
    createEntitiesReadStream: () => linesOf('entities'),
    createLinksReadStream: () => linesOf('links'),
    createConfigurationReadStream: () => linesOf('configuration'),
    createAssetsReadStream: () => stageReadable(readStagedAssets(folders)),
  };
}

/** The assets of a staging in the archive's order. */
export async function* readStagedAssets(folders: StagingFolders): AsyncGenerator<StagedAsset> {
  for await (const line of readJsonl(assetIndexPath(folders))) {
    const { filename, file, size, metadata } = line as AssetIndexLine;
    yield { filename, path: assetPath(folders, file), size, metadata };
  }
}

async function* readJsonl(file: string): AsyncGenerator<unknown> {
  for await (const page of readPages(file))
    for (const line of linesIn(page)) yield JSON.parse(line);
}

/** Opens the file when it is first read: a stage that the engine skips leaves its stream as it is. */
async function* readPages(file: string): AsyncGenerator<Buffer> {
  // How long a line may be was judged when it came.
  yield* wholeLines(createReadStream(file), Infinity);
}
