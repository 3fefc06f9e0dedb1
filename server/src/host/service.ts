import type { Core } from '@strapi/types';

/**
 * A service of a plugin or of the admin. The Community Edition has no services in content-releases and
 * review-workflows, and any plugin may be disabled.
 * @returns undefined where this site has none
 */
export function findService<Service>(strapi: Core.Strapi, uid: string): Service | undefined {
  return strapi.service(uid as never) as Service | undefined;
}
