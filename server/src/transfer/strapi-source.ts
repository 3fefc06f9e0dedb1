import type * as DataTransfer from '@strapi/data-transfer';
import type { ISourceProvider } from '@strapi/data-transfer/dist/engine';
import type { Core } from '@strapi/types';

/**
 * The running site as the engine's source: Strapi's own local provider, minus what only suits a command that owns the
 * process. It switches the database lifecycles off for the whole server, which would silence the hooks of everybody
 * who saves something while an export runs; reading needs none of it.
 */
export function createStrapiSource(
  dataTransfer: typeof DataTransfer,
  strapi: Core.Strapi,
): ISourceProvider {
  const source = dataTransfer.strapi.providers.createLocalStrapiSourceProvider({
    getStrapi: () => strapi,
    autoDestroy: false,
  });
  source.bootstrap = async () => {
    source.strapi = strapi;
  };
  source.close = async () => undefined;
  return source;
}
