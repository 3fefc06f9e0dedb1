import { createRequire } from 'node:module';
import path from 'node:path';
import type * as DataTransfer from '@strapi/data-transfer';
import type { Core } from '@strapi/types';

/**
 * The host's own copy of `@strapi/data-transfer`. It is a dependency of `@strapi/strapi`, which pnpm does not hoist,
 * so it is resolved from there.
 */
export function loadDataTransfer(strapi: Core.Strapi): typeof DataTransfer {
  const fromApp = createRequire(path.join(strapi.dirs.app.root, 'package.json'));
  const fromStrapi = createRequire(fromApp.resolve('@strapi/strapi/package.json'));
  return fromStrapi('@strapi/data-transfer') as typeof DataTransfer;
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
