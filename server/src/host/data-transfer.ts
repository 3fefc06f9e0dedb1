import type * as DataTransfer from '@strapi/data-transfer';
import type { Core } from '@strapi/types';
import { requireFromStrapi } from './require';

/** The host's own copy of `@strapi/data-transfer`, a dependency of `@strapi/strapi`. */
export function loadDataTransfer(strapi: Core.Strapi): typeof DataTransfer {
  return requireFromStrapi(strapi)('@strapi/data-transfer') as typeof DataTransfer;
}
