import { Readable } from 'node:stream';
import type * as DataTransfer from '@strapi/data-transfer';
import type { ISourceProvider } from '@strapi/data-transfer/dist/engine';
import type { Core } from '@strapi/types';
import { type Models, createModels } from '../database/model';
import type { Reader } from '../database/reader';
import { type Snapshot, openSnapshot } from '../database/snapshot';
import { siteFacts } from '../host/site-facts';
import { packLogos } from './assets/logos';
import { countSiteAssets, siteAssets } from './assets/site-assets';
import type { Scope } from './filter';
import type { TransferObserver } from './observer';
import { readConfiguration } from './rows/read-configuration';
import { readEntities } from './rows/read-entities';
import { readLinks } from './rows/read-links';
import { linesReadable } from './stage-lines';

/**
 * The running site as the engine's source: its database as it is at the start, and its files. Types outside the scope
 * are not even read.
 * @param makeWorkDir makes a folder of mode 0700 for what the snapshot may need
 */
export function createStrapiSource(
  dataTransfer: typeof DataTransfer,
  strapi: Core.Strapi,
  scope: Scope,
  makeWorkDir: () => Promise<string>,
  observer: TransferObserver,
): ISourceProvider {
  const facts = siteFacts(dataTransfer, strapi);
  const models: Models = createModels(strapi);
  let snapshot: Snapshot | undefined;

  const reader = (): Reader => {
    if (!snapshot) throw new Error('The source is not open');
    return snapshot.reader;
  };
  const owners = (): string[] =>
    [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)].filter(scope.includes);

  async function* configuration(): AsyncGenerator<Buffer> {
    for await (const record of readConfiguration(reader(), models)) {
      yield toLine(await packLogos(strapi, record, observer.warned));
    }
  }

  async function* schemas(): AsyncGenerator<Buffer> {
    for (const schema of Object.values(facts.getSchemas())) yield toLine(schema);
  }

  function orphaned(uid: string, attribute: string, links: number): void {
    observer.warned(
      `${links} links of ${uid} (${attribute}) point at content that no longer exists, and are left out.`,
    );
  }

  return {
    name: 'source::lifeboat-strapi',
    type: 'source',
    async bootstrap() {
      snapshot = await openSnapshot(strapi, makeWorkDir);
    },
    async close() {
      const open = snapshot;
      snapshot = undefined;
      await open?.close();
    },
    getMetadata: facts.getMetadata,
    getSchemas: facts.getSchemas,
    getStageTotals: (stage) => (stage === 'assets' ? countSiteAssets(reader(), models) : null),
    createSchemasReadStream: () => linesReadable(schemas()),
    createEntitiesReadStream: () => {
      const types = Object.keys(strapi.contentTypes).filter(scope.includes);
      return linesReadable(readEntities(reader(), models, types));
    },
    createLinksReadStream: () =>
      linesReadable(
        readLinks({ reader: reader(), models, includes: scope.includes, orphaned }, owners()),
      ),
    createConfigurationReadStream: () => linesReadable(configuration()),
    createAssetsReadStream: () => Readable.from(siteAssets(strapi, reader(), models)),
  };
}

function toLine(record: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(record)}\n`);
}
