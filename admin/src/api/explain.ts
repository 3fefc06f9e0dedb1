import type { ErrorCode } from '../../../shared/contract';
import type { TranslationKey } from '../translations/keys';
import type { TranslationValues } from '../translations/useTranslate';
import type { Failure } from './failure';

export type Explanation =
  | { key: TranslationKey; values: TranslationValues }
  | { /** The server's own words, where there are no better ones. */ text: string };

/** Picks the words for a failure: by its code, else by its HTTP status, else the server's message. */
export function explain(failure: Failure, formatBytes: (bytes: number) => string): Explanation {
  const { status, code, message, details, local } = failure;

  if (local) return { key: `error.local.${local}`, values: {} };
  if (code !== null && isKnown(code)) {
    return {
      key: isOfOtherMajor(failure) ? 'error.versionMismatch.major' : `error.${code}`,
      values: { ...NO_FACTS, ...plain(details, formatBytes), message },
    };
  }
  const byStatus = status === null ? 'error.noAnswer' : KEY_OF_STATUS[status];
  if (byStatus) return { key: byStatus, values: {} };
  if (message) return { text: message };
  return { key: 'error.unknown', values: { status: status ?? 0 } };
}

/** Which no range of versions helps with. */
function isOfOtherMajor({ code, details: { archive, site } }: Failure): boolean {
  const majorOf = (version: unknown) => String(version).split('.')[0];
  return (
    code === 'versionMismatch' && Boolean(archive && site) && majorOf(archive) !== majorOf(site)
  );
}

const KEY_OF_STATUS: Record<number, TranslationKey> = {
  401: 'error.http.401',
  403: 'error.http.403',
  404: 'error.http.404',
  408: 'error.http.gateway',
  413: 'error.http.413',
  502: 'error.http.gateway',
  503: 'error.http.gateway',
  504: 'error.http.gateway',
};

/** A record, so that a code added to the contract does not compile before it has words. */
const CODES: Record<ErrorCode, true> = {
  optionsInvalid: true,
  keyRequired: true,
  keyMissing: true,
  keyWrong: true,
  notAnArchive: true,
  notAStrapiArchive: true,
  archiveCutOff: true,
  archiveDamaged: true,
  archiveUnsafe: true,
  archiveTooLarge: true,
  uploadMalformed: true,
  uploadInterrupted: true,
  uploadNotFound: true,
  uploadsTooMany: true,
  uploadTooLarge: true,
  uploadComplete: true,
  archiveNotFound: true,
  diskFull: true,
  versionMismatch: true,
  schemaMismatch: true,
  jobRunning: true,
  jobNotFound: true,
  recordTooLarge: true,
  fileChanged: true,
  exportFailed: true,
  restoreFailed: true,
  stagedFilesGone: true,
  takenOver: true,
  storageUnreadable: true,
  filesNotPlaced: true,
  unexpected: true,
  outcomeUnknown: true,
  interrupted: true,
  leaseLost: true,
  safetyCopyFailed: true,
  noSafetyCopy: true,
  siteRestoring: true,
  cancelled: true,
};

export const ERROR_CODES = Object.keys(CODES) as ErrorCode[];

const isKnown = (code: string): code is ErrorCode => code in CODES;

/** The facts that messages name: formatting fails on one that is absent altogether. */
const NO_FACTS: TranslationValues = {
  archive: '?',
  entry: '?',
  site: '?',
  bytes: '?',
  limit: '?',
  open: 0,
  whose: 'yours',
  kind: 'other',
  age: 'other',
};

const BYTE_FACTS = ['bytes', 'limit', 'needed', 'free'];

function plain(details: Record<string, unknown>, formatBytes: (bytes: number) => string) {
  const values: TranslationValues = {};
  for (const [fact, value] of Object.entries(details)) {
    if (typeof value === 'string') values[fact] = value;
    if (typeof value !== 'number') continue;
    values[fact] = BYTE_FACTS.includes(fact) ? formatBytes(value) : value;
  }
  return values;
}
