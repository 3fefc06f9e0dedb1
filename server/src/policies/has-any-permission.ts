import { PERMISSIONS } from '../../../shared/contract';

interface PolicyContext {
  state: { userAbility?: { can(action: string): boolean } };
}

/** Who may export or restore must see what runs, whether or not the role has "read" too. */
export default function hasAnyPermission({ state }: PolicyContext): boolean {
  return Object.values(PERMISSIONS).some((action) => state.userAbility?.can(action));
}
