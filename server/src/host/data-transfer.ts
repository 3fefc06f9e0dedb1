import type * as DataTransfer from '@strapi/data-transfer';
import type { Core } from '@strapi/types';
import { requireFromStrapi } from './require';

/** The host's own copy of `@strapi/data-transfer`, a dependency of `@strapi/strapi`. */
export function loadDataTransfer(strapi: Core.Strapi): typeof DataTransfer {
  return requireFromStrapi(strapi)('@strapi/data-transfer') as typeof DataTransfer;
}

const RELEASES = ['plugin::content-releases.release', 'plugin::content-releases.release-action'];

/**
 * Whether the official commands leave this type out of every archive. The function is the host's; before it was
 * exported, the same rule stood in the command line.
 */
export function isIgnoredType(dataTransfer: typeof DataTransfer, uid: string): boolean {
  const official: unknown = dataTransfer.strapi.isIgnoredOfficialTransferType;
  if (typeof official === 'function') return dataTransfer.strapi.isIgnoredOfficialTransferType(uid);
  return uid.startsWith('admin::') || RELEASES.includes(uid);
}
