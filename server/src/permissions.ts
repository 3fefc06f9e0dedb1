/** Shown in the role editor under Settings. The uids are those of `PERMISSIONS` in the contract. */
const ACTIONS = [
  { uid: 'export', displayName: 'Export the whole project' },
  { uid: 'restore', displayName: 'Restore an archive, replacing what is there' },
  { uid: 'read', displayName: 'See what runs and what ran' },
].map((action) => ({
  section: 'settings',
  pluginName: 'lifeboat',
  category: 'Backup & Restore',
  subCategory: 'general',
  ...action,
}));

/** Without the action nobody has the permission, whatever their role: routes refuse them, pages are not shown. */
export function actionsOf({ allowRestore }: { allowRestore?: boolean }): typeof ACTIONS {
  return ACTIONS.filter(({ uid }) => allowRestore !== false || uid !== 'restore');
}
