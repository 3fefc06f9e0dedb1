/** Shown in the role editor under Settings. The uids are those of `PERMISSIONS` in the contract. */
export const ACTIONS = [
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
