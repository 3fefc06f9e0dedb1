import type { Core } from '@strapi/types';
import type { TransferFilter } from '../../../shared/contract';
import { hostOf } from '../host/host';
import { type Scope, createScope } from '../transfer/filter';

/** What a filter means on this site. @throws LifeboatError `optionsInvalid` */
export function siteScope(strapi: Core.Strapi, filter: TransferFilter): Scope {
  return createScope(filter, Object.keys(strapi.contentTypes), hostOf(strapi).isIgnoredType);
}
