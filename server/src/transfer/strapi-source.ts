import { Readable } from 'node:stream';
import type * as DataTransfer from '@strapi/data-transfer';
import type { ISourceProvider } from '@strapi/data-transfer/dist/engine';
import type { Core } from '@strapi/types';
import { countSiteAssets, siteAssets } from './assets/site-assets';

/** How the official source begins what it says when it gives a type up in the middle. */
const GIVEN_UP = 'Failed to read all entities';

/**
 * The running site as the engine's source: Strapi's own local provider for rows, our own for files. Three habits of
 * the official one only suit a command that owns the process:
 * - it switches the database's lifecycles off for the whole server, which would silence the hooks of everybody who
 *   saves something while an export runs; reading needs none of it;
 * - it destroys the application at the end;
 * - when a type's rows can't be read to the end, it warns and goes on. A backup that lacks rows is no backup.
 */
export function createStrapiSource(
  dataTransfer: typeof DataTransfer,
  strapi: Core.Strapi,
): ISourceProvider {
  const official = dataTransfer.strapi.providers.createLocalStrapiSourceProvider({
    getStrapi: () => strapi,
    autoDestroy: false,
  });
  let givenUp: string | undefined;

  async function* entities(): AsyncGenerator<unknown> {
    yield* await official.createEntitiesReadStream();
    if (givenUp) throw new Error(givenUp);
  }

  return {
    name: 'source::lifeboat-strapi',
    type: 'source',
    async bootstrap(diagnostics) {
      await official.bootstrap(diagnostics);
      strapi.db.lifecycles.enable();
      diagnostics?.on('warning', ({ details }) => {
        if (details.message.startsWith(GIVEN_UP)) givenUp = details.message;
      });
    },
    getMetadata: () => official.getMetadata(),
    getSchemas: () => official.getSchemas(),
    getStageTotals: (stage) => (stage === 'assets' ? countSiteAssets(strapi) : null),
    createSchemasReadStream: () => official.createSchemasReadStream(),
    createEntitiesReadStream: () => Readable.from(entities()),
    createLinksReadStream: () => official.createLinksReadStream(),
    createConfigurationReadStream: () => official.createConfigurationReadStream(),
    createAssetsReadStream: () => Readable.from(siteAssets(strapi)),
  };
}
