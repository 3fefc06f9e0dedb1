import { useRBAC } from '@strapi/strapi/admin';
import { PERMISSIONS } from '../../../shared/contract';

const CHECKED = Object.values(PERMISSIONS).map((action) => ({ action, subject: null }));

export function usePermissions() {
  const { allowedActions } = useRBAC(CHECKED);
  return {
    canExport: allowedActions.canExport === true,
    canRestore: allowedActions.canRestore === true,
  };
}
