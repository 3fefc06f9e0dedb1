import type * as DataTransfer from '@strapi/data-transfer';
import type { IMetadata } from '@strapi/data-transfer/dist/types';
import type { Core, Struct } from '@strapi/types';

/** What the engine compares two sites by. */
export interface SiteFacts {
  getMetadata(): IMetadata;
  getSchemas(): Record<string, Struct.Schema>;
}

/** This site's version and schemas, in the very form of the official source. */
export function siteFacts(dataTransfer: typeof DataTransfer, strapi: Core.Strapi): SiteFacts {
  const official = dataTransfer.strapi.providers.createLocalStrapiSourceProvider({
    getStrapi: () => strapi,
    autoDestroy: false,
  });
  // Its `bootstrap` would switch the database's hooks off for the whole server.
  official.strapi = strapi;
  return {
    getMetadata: () => official.getMetadata() as IMetadata,
    getSchemas: () => official.getSchemas() as Record<string, Struct.Schema>,
  };
}
