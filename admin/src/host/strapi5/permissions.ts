import { useRBAC } from '@strapi/strapi/admin';
import { PERMISSIONS } from '../../../../shared/contract';
import type { Permissions } from '../types';

const CHECKED = Object.values(PERMISSIONS).map((action) => ({ action, subject: null }));

export function usePermissions(): Permissions {
  const { allowedActions } = useRBAC(CHECKED);
  return {
    canExport: allowedActions.canExport === true,
    canRestore: allowedActions.canRestore === true,
  };
}
