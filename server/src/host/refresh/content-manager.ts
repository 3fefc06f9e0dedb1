import type { Core } from '@strapi/types';
import { findService } from '../service';

interface Configurations {
  syncConfigurations(): Promise<void>;
}

/**
 * Layouts of the edit and list views: makes the ones that the archive does not bring, drops those of types that are
 * gone, and brings the others in line with the code's schemas (`@strapi/content-manager` bootstrap.js).
 */
export async function refreshContentManager(strapi: Core.Strapi): Promise<void> {
  for (const name of ['components', 'content-types']) {
    const uid = `plugin::content-manager.${name}`;
    await findService<Configurations>(strapi, uid)?.syncConfigurations();
  }
}
