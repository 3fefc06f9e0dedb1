import { useRBAC } from '@strapi/helper-plugin';
import { PERMISSIONS } from '../../../../shared/contract';
import type { Permissions } from '../types';

const CHECKED = {
  export: [{ action: PERMISSIONS.export, subject: null }],
  restore: [{ action: PERMISSIONS.restore, subject: null }],
};

export function usePermissions(): Permissions {
  const { allowedActions } = useRBAC(CHECKED);
  return {
    canExport: allowedActions.canExport === true,
    canRestore: allowedActions.canRestore === true,
  };
}
