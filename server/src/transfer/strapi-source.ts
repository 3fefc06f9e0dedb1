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
import { stageReadable } from './stage-content';
import { warning } from '../warnings';

/** Of lines that wait to be packed: more than a block of the archive's gzip, which else would wait for them. */
const AHEAD_BYTES = 2 * 1024 * 1024;
/** Of links, for which there is all the time in which files go out. */
const LINKS_AHEAD_BYTES = 8 * 1024 * 1024;

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
  let snapshot: Promise<Snapshot> | undefined;
  let linksAhead: Readable | undefined;

  async function reader(): Promise<Reader> {
    if (!snapshot) throw new Error('The source is not open');
    return (await snapshot).reader;
  }
  const owners = (): string[] =>
    [...Object.keys(strapi.contentTypes), ...Object.keys(strapi.components)].filter(scope.includes);

  async function* entities(): AsyncGenerator<Buffer> {
    const types = Object.keys(strapi.contentTypes).filter(scope.includes);
    const from = await reader();
    yield* fetchAhead(readEntities(from, models, types), from, AHEAD_BYTES);
    // While files go out, the database has nothing else to do.
    linksAhead = linksOf(from);
    linksAhead.read(0);
  }

  async function* assets(): ReturnType<typeof siteAssets> {
    const totals = await countSiteAssets(await reader(), models);
    observer.stageProgressed('assets', { count: 0, bytes: 0, ...totals });
    yield* siteAssets(strapi, await reader(), models);
  }

  function linksOf(from: Reader): Readable {
    const site = { reader: from, models, includes: scope.includes, orphaned };
    return fetchAhead(readLinks(site, owners()), from, LINKS_AHEAD_BYTES);
  }

  async function* links(): AsyncGenerator<Buffer> {
    yield* linksAhead ?? linksOf(await reader());
  }

  async function* configuration(): AsyncGenerator<Buffer> {
    for await (const record of readConfiguration(await reader(), models)) {
      yield toLine(await packLogos(strapi, record, observer.warned));
    }
  }

  async function* schemas(): AsyncGenerator<Buffer> {
    for (const schema of Object.values(facts.getSchemas())) yield toLine(schema);
  }

  function orphaned(uid: string, attribute: string, links: number): void {
    observer.warned(warning('linksOrphaned', { type: uid, field: attribute, count: links }));
  }

  return {
    name: 'source::lifeboat-strapi',
    type: 'source',
    async bootstrap() {
      // A copy of a large database takes long. What needs no database goes out meanwhile.
      snapshot = openSnapshot(strapi, makeWorkDir);
      // Whoever reads from it hears of it.
      snapshot.catch(() => undefined);
    },
    async close() {
      const opened = snapshot;
      snapshot = undefined;
      linksAhead?.destroy();
      await opened?.then(
        ({ close }) => close(),
        () => undefined,
      );
    },
    getMetadata: facts.getMetadata,
    getSchemas: facts.getSchemas,
    createSchemasReadStream: () => stageReadable(schemas()),
    createEntitiesReadStream: () => stageReadable(entities()),
    createLinksReadStream: () => stageReadable(links()),
    createConfigurationReadStream: () => stageReadable(configuration()),
    createAssetsReadStream: () => stageReadable(assets()),
  };
}

/** The database composes pages while others are packed. */
function fetchAhead(pages: AsyncIterable<Buffer>, { pageBytes }: Reader, bytes: number): Readable {
  const ahead = Readable.from(pages, { highWaterMark: Math.ceil(bytes / pageBytes) });
  // Whoever reads from it hears of it; until then nobody listens.
  return ahead.on('error', () => undefined);
}

function toLine(record: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(record)}\n`);
}
