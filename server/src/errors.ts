import type { ApiErrorBody, CancelReason, ErrorCode } from '../../shared/contract';
import { ArchiveError } from './archive';
import { CHECK_RIGHTS, TOO_MUCH, UNCHANGED, refusal } from './error-words';

/** What a sentence about an error needs: names, numbers, lists. Goes to the client as it is, so never a secret. */
export type Facts = Record<string, unknown>;

interface ErrorKind {
  status: number;
  name: string;
  /** For a person: what happened, whether anything changed, what to do. The admin page translates by code. */
  say: (facts: Facts) => string;
}

/** Every error a user can meet. */
const KINDS: Record<ErrorCode, ErrorKind> = {
  optionsInvalid: {
    status: 400,
    name: 'ValidationError',
    say: ({ field, problem }) => `The option "${field}" can't be used: ${problem}.`,
  },
  keyRequired: {
    status: 400,
    name: 'ValidationError',
    say: () => 'An encrypted export needs a key. Enter one, or turn encryption off.',
  },
  keyMissing: {
    status: 400,
    name: 'KeyMissingError',
    say: () =>
      `This file looks encrypted. Enter the key that was used when it was exported and try again. ${UNCHANGED}`,
  },
  keyWrong: {
    status: 400,
    name: 'KeyWrongError',
    say: () =>
      `The key does not open this file. Check the key for typing mistakes, and that this is the right file. ${UNCHANGED}`,
  },
  notAnArchive: {
    status: 400,
    name: 'ArchiveError',
    say: () =>
      `This file is not a Strapi archive. Choose a file ending in .tar, .tar.gz, .tar.enc or .tar.gz.enc that was made by an export. ${UNCHANGED}`,
  },
  notAStrapiArchive: {
    status: 400,
    name: 'ArchiveError',
    say: ({ missing }) =>
      `This archive was not made by a Strapi export: ${missing} is missing in it. Choose another file. ${UNCHANGED}`,
  },
  archiveCutOff: {
    status: 400,
    name: 'ArchiveError',
    say: () =>
      `The file ends too early: it was cut off, perhaps by a download or copy that did not finish. Fetch it again from where it was kept. ${UNCHANGED}`,
  },
  archiveDamaged: {
    status: 400,
    name: 'ArchiveError',
    say: ({ entry }) =>
      `The file is damaged${entry ? ` (at "${entry}")` : ''} and can't be restored. Use another copy of it. ${UNCHANGED}`,
  },
  archiveUnsafe: {
    status: 400,
    name: 'ArchiveError',
    say: ({ entry }) =>
      `The archive holds "${entry}", which no Strapi export makes and which could harm the server. Do not use it unless you know where it comes from. ${UNCHANGED}`,
  },
  archiveTooLarge: {
    status: 413,
    name: 'PayloadTooLargeError',
    say: ({ problem }) =>
      `${TOO_MUCH[String(problem)] ?? TOO_MUCH.unpacked}, then try again. ${UNCHANGED}`,
  },
  uploadMalformed: {
    status: 400,
    name: 'UploadError',
    say: ({ problem }) =>
      `The upload can't be understood: ${problem}. Choose the file again. ${UNCHANGED}`,
  },
  uploadInterrupted: {
    status: 400,
    name: 'UploadError',
    say: () => `The upload stopped before the file had fully arrived. Try again. ${UNCHANGED}`,
  },
  uploadNotFound: {
    status: 404,
    name: 'NotFoundError',
    say: () => 'This upload is no longer on the server. Upload the file again.',
  },
  uploadsTooMany: {
    status: 429,
    name: 'TooManyUploadsError',
    say: ({ open, whose }) =>
      whose === 'all'
        ? `All people together have ${String(open)} uploads on this server already, and it takes no more. Try again when some of them are finished or discarded. ${UNCHANGED}`
        : `You have ${String(open)} uploads on this server already. Restore or discard one of them, then try again. ${UNCHANGED}`,
  },
  uploadTooLarge: {
    status: 413,
    name: 'PayloadTooLargeError',
    say: ({ limit }) =>
      `This file is larger than the ${String(limit)} bytes that this server allows. Raise the limit (maxUploadBytes), or copy the file to the server's own folder for archives. ${UNCHANGED}`,
  },
  uploadComplete: {
    status: 409,
    name: 'ConflictError',
    say: () => 'This upload is complete; nothing can be added to it or changed in it.',
  },
  archiveNotFound: {
    status: 404,
    name: 'NotFoundError',
    say: () =>
      "There is no archive of that name in the server's folder for archives. Reload the page to see which there are.",
  },
  diskFull: {
    status: 507,
    name: 'DiskFullError',
    say: () => `The disk of the server is full. ${UNCHANGED} Free some space and try again.`,
  },
  versionMismatch: {
    status: 400,
    name: 'VersionMismatchError',
    say: (facts) =>
      majorOf(facts.archive) === majorOf(facts.site) ? sayVersion(facts) : sayMajor(facts),
  },
  schemaMismatch: {
    status: 400,
    name: 'SchemaMismatchError',
    say: ({ strategy, differences }) =>
      `The content types of the archive and of this site differ in ${count(differences)} and the schema strategy "${strategy}" does not allow that. Bring the site's code to the state it had when the archive was made, or choose a looser schema strategy.`,
  },
  jobRunning: {
    status: 409,
    name: 'ConflictError',
    say: ({ kind }) =>
      `Another ${kind} is running. Wait until it has ended, or cancel it, and try again.`,
  },
  jobNotFound: {
    status: 404,
    name: 'NotFoundError',
    say: () => 'There is no such job.',
  },
  recordTooLarge: {
    status: 400,
    name: 'ExportError',
    say: ({ bytes, limit }) =>
      `A single record takes ${bytes} bytes, more than the maximum size of a jsonl file (${limit} bytes). Export again with a larger maximum.`,
  },
  fileChanged: {
    status: 500,
    name: 'ExportError',
    say: ({ entry }) =>
      `"${entry}" changed while it was being exported, so the export was stopped and its file must not be used. Export again.`,
  },
  exportFailed: {
    status: 500,
    name: 'ExportError',
    say: () => 'The export failed and its file must not be used. The log of the server says why.',
  },
  restoreFailed: {
    status: 500,
    name: 'RestoreError',
    say: () =>
      'The restore failed. The content and files are as they were before it. The log of the server says why.',
  },
  stagedFilesGone: {
    status: 500,
    name: 'RestoreError',
    say: () =>
      `Files of the archive that were unpacked on the server are no longer there, so the restore was stopped. ${UNCHANGED} Upload the archive again; if it happens again, look for what clears the disk of the server.`,
  },
  takenOver: {
    status: 409,
    name: 'ConflictError',
    say: () =>
      'The content was restored. Another server that shares the database has taken over and puts the files in place: the list of past restores says how that ended.',
  },
  storageUnreadable: {
    status: 502,
    name: 'StorageError',
    say: (facts) =>
      `The export was stopped and its file must not be used: ${refusal(facts)}. ${CHECK_RIGHTS}. A storage whose files may not be listed answers 403 also for one that is missing.`,
  },
  filesNotPlaced: {
    status: 500,
    name: 'RestoreError',
    say: () =>
      'The content was restored, but not all files could be put in place. The log of the server says why. Nothing is lost: mend the cause and restart Strapi, which then puts the remaining files in place.',
  },
  outcomeUnknown: {
    status: 500,
    name: 'RestoreError',
    say: () =>
      'The connection to the database broke at the last moment, and it can not be asked whether the restore was completed. Restart Strapi when the database is back: it then finishes the restore or undoes it, whichever the database says.',
  },
  interrupted: {
    status: 500,
    name: 'InterruptedError',
    say: () =>
      'The server stopped while this was under way. The content and files are as they were before it. Try again.',
  },
  leaseLost: {
    status: 409,
    name: 'ConflictError',
    say: () =>
      `The database could not be reached for a while, or another server that shares it has taken over, so this was stopped. ${UNCHANGED} Look at the server's log, then try again.`,
  },
  safetyCopyFailed: {
    status: 507,
    name: 'SafetyCopyError',
    say: ({ reason, ...facts }) =>
      reason === 'storageUnreadable'
        ? `The safety copy could not be made: ${refusal(facts)}, so the restore was not started. ${UNCHANGED} ${CHECK_RIGHTS}.`
        : `${reason === 'diskFull' ? 'The disk of the server has no room for the safety copy' : 'The safety copy could not be made'}, so the restore was not started. ${UNCHANGED} ${reason === 'diskFull' ? 'Free some space' : 'The log of the server says why. Mend the cause'} and try again, or restore without a safety copy.`,
  },
  noSafetyCopy: {
    status: 404,
    name: 'NotFoundError',
    say: () =>
      'There is no safety copy of this restore on the server, so it can not be undone from here. Restore an archive that was exported before it.',
  },
  siteRestoring: {
    status: 503,
    name: 'ServiceUnavailableError',
    say: () => 'The site is being restored from a backup. Try again in a moment.',
  },
  unexpected: {
    status: 500,
    name: 'InternalServerError',
    say: () =>
      `Something went wrong on the server. ${UNCHANGED} The log of the server says why; try again.`,
  },
  cancelled: {
    status: 409,
    name: 'CancelledError',
    say: ({ reason }) =>
      reason ? `Cancelled: ${CANCEL_WORDS[reason as CancelReason]}.` : 'Cancelled.',
  },
};

const CANCEL_WORDS: Record<CancelReason, string> = {
  downloadInterrupted: 'the download was interrupted',
  downloadNotStarted: 'the download was not started in time',
  shutDown: 'the server was shut down',
};

function count(differences: unknown): string {
  const number = Array.isArray(differences) ? differences.length : 0;
  return number === 1 ? '1 place' : `${number} places`;
}

/** An error with words for a person and a status for HTTP. */
export class LifeboatError extends Error {
  readonly status: number;
  /** Koa's mark of an error whose words are for the client; it is not printed as a crash of the server. */
  readonly expose = true;

  constructor(
    readonly code: ErrorCode,
    readonly facts: Facts = {},
    options?: ErrorOptions,
  ) {
    super(KINDS[code].say(facts), options);
    this.name = KINDS[code].name;
    this.status = KINDS[code].status;
  }

  /** Strapi's shape of an error, without the cause: that is for the log. */
  toBody(): ApiErrorBody {
    const { status, name, message, code, facts } = this;
    return { status, name, message, details: { code, ...facts } };
  }
}

/** The system's words, SQLite's, PostgreSQL's (`disk_full`) and MySQL's. */
const NO_SPACE = [
  'ENOSPC',
  'EDQUOT',
  'SQLITE_FULL',
  '53100',
  'ER_RECORD_FILE_FULL',
  'ER_DISK_FULL',
];

/** Turns whatever was thrown into an error with words; what has none of its own becomes `fallback`. */
export function asLifeboatError(error: unknown, fallback: ErrorCode): LifeboatError {
  if (error instanceof LifeboatError) return error;
  if (error instanceof ArchiveError) {
    return new LifeboatError(error.code, error.facts, { cause: error });
  }
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code !== undefined && NO_SPACE.includes(code))
    return new LifeboatError('diskFull', {}, { cause: error });
  return new LifeboatError(fallback, {}, { cause: error });
}

function majorOf(version: unknown): string {
  return String(version).split('.')[0]!;
}

function sayVersion({ archive, site, age, strategy }: Facts): string {
  return `The archive was made by Strapi ${archive}, which is ${age} than this site's ${site}, and the version strategy "${strategy}" does not allow that. Bring both sites to the same version, or choose a looser version strategy.`;
}

/** Two majors do not keep content in the same form, and no strategy makes one of the other. */
function sayMajor({ archive, site, age }: Facts): string {
  const [from, to] = [majorOf(archive), majorOf(site)];
  const instead =
    age === 'older'
      ? `Upgrade a copy of the old site to Strapi ${to} (npx @strapi/upgrade), which brings its content along, and export there.`
      : `Restore it on a site of Strapi ${from}; there is no way back to Strapi ${to}.`;
  return `The archive was made by Strapi ${archive} and this site runs Strapi ${site}: they do not keep content in the same form. ${instead}`;
}
