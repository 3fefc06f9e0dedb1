import { createRequire } from 'node:module';
import type { Core } from '@strapi/types';
import { requireFromStrapi } from './require';

/** Makes a connection of the kind that Strapi itself uses. */
type Knex = (config: object) => Core.Strapi['db']['connection'];

/** The host's own copy of its query builder, a dependency of `@strapi/database`. */
export function loadKnex(strapi: Core.Strapi): Knex {
  const database = requireFromStrapi(strapi).resolve('@strapi/database/package.json');
  return createRequire(database)('knex') as Knex;
}
