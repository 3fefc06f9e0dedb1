interface PolicyContext {
  state: { userAbility?: { can(action: string): boolean } };
}

/** Strapi's own `admin::hasPermissions` wants all of its actions; this one is content with any of them. */
export default function hasAnyPermission(
  { state }: PolicyContext,
  { actions }: { actions: string[] },
): boolean {
  return actions.some((action) => state.userAbility?.can(action));
}
