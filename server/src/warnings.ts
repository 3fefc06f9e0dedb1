import type { JobWarning, Refreshed, WarningCode, WarningDetails } from '../../shared/contract';

const REFRESHED_WORDS: Record<Refreshed, string> = {
  contentManager: 'the layouts of the content manager',
  locales: 'the default locale',
  upload: 'the settings of the media library',
  usersPermissions: 'the roles and settings of end users',
  sessions: 'the sessions of end users',
  permissions: 'the permissions of administrators',
  webhooks: 'the webhooks',
};

/** For the log and for who asks the API; the pages have words of their own for each. */
const SENTENCES: { [Code in WarningCode]: (details: WarningDetails[Code]) => string } = {
  fileMissing: ({ name }) => `The file ${name} is missing in the media library's storage.`,
  logoMissing: ({ name }) => `The admin's logo ${name} is missing in the media library's storage.`,
  linksOrphaned: ({ type, field, count }) =>
    `${count} links of ${type} (${field}) point at content that no longer exists, and are left out.`,
  linksOpen: ({ count }) =>
    `${count} links point at content that is not in the archive, and are left out.`,
  linksUnknown: ({ count }) =>
    `${count} links belong to relations that this site does not have, and are left out.`,
  noPlace: ({ name, count }) => `This site has no place for ${name}: left out of ${count} rows.`,
  noPlaceOthers: ({ count }) =>
    `This site has no place for other fields and types either: left out of ${count} rows.`,
  fileLost: ({ name }) =>
    `The file ${name} of the archive was lost on the server before it could be put in place.`,
  fileLostOldKept: ({ name }) =>
    `The file ${name} of the archive was lost on the server before it could be put in place. The earlier file of that name was kept.`,
  fileNotDeleted: ({ name, reason }) =>
    `The file ${name} could not be deleted in the storage: ${reason}`,
  notRefreshed: ({ what }) =>
    `The running server could not refresh ${REFRESHED_WORDS[what]}. Restart Strapi to do so.`,
  nothingRefreshed: () =>
    'The running server could not be brought up to date. Restart Strapi to do so.',
  openedLate: () =>
    'The site was opened again only after an error, which the log of the server tells.',
  tasksStopped: () => 'Timed tasks could not go on. Restart Strapi to run them again.',
  notTidied: () => 'What the restore needed on the disk of the server could not all be removed.',
  filesUnplaced: () =>
    'The server stopped in the middle of this restore, and its list of files to put in place is gone, as on a server whose disk is replaced when it starts. The content was restored, but in the media library files may be missing or still be those from before, and old ones may be left over in the storage. Restore the same archive again, or undo this restore.',
  filesLeftOver: () =>
    'The server stopped in the middle of this restore, and its list of files that were sent to the storage is gone, as on a server whose disk is replaced when it starts. Files of the archive that belong to nothing on this site may lie in the storage.',
  engine: ({ text }) => text,
  more: ({ count }) => `And ${count} more.`,
};

export function warning<Code extends WarningCode>(
  code: Code,
  details: WarningDetails[Code],
): JobWarning {
  return { code, message: SENTENCES[code](details), details: { ...details } };
}

/** What a job has to tell, without end. */
export type Warn = (warning: JobWarning) => void;

/** More than anyone reads of. */
const MAX_WARNINGS = 100;

/** Keeps the first hundred and counts the rest. */
export function createWarnings(): { add: Warn; list(): JobWarning[] } {
  const kept: JobWarning[] = [];
  let more = 0;
  return {
    add(one) {
      if (kept.length < MAX_WARNINGS) kept.push(one);
      else more += 1;
    },
    list: () => (more > 0 ? [...kept, warning('more', { count: more })] : [...kept]),
  };
}
