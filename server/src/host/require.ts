import { createRequire } from 'node:module';
import path from 'node:path';
import type { Core } from '@strapi/types';

/** Loads what `@strapi/strapi` depends on: pnpm does not hoist it, so it is resolved from there. */
export function requireFromStrapi(strapi: Core.Strapi): NodeJS.Require {
  const fromApp = createRequire(path.join(strapi.dirs.app.root, 'package.json'));
  return createRequire(fromApp.resolve('@strapi/strapi/package.json'));
}
