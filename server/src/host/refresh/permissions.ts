import type { Core } from '@strapi/types';
import { findService } from '../service';

/**
 * Gives the super admin all there is, the restored locales included: i18n adds them by a hook of this very call
 * (`@strapi/i18n` services/permissions/actions.js); then removes permissions that no longer mean anything. As the
 * admin does when it starts (`@strapi/admin` bootstrap.js).
 */
export async function refreshAdminPermissions(strapi: Core.Strapi): Promise<void> {
  await findService<{ resetSuperAdminPermissions(): Promise<void> }>(
    strapi,
    'admin::role',
  )?.resetSuperAdminPermissions();
  await findService<{ cleanPermissionsInDatabase(): Promise<void> }>(
    strapi,
    'admin::permission',
  )?.cleanPermissionsInDatabase();
}
