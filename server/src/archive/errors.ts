export type ArchiveErrorCode =
  | 'keyMissing'
  | 'keyWrong'
  | 'notAnArchive'
  | 'archiveCutOff'
  | 'archiveDamaged'
  | 'archiveUnsafe'
  | 'archiveTooLarge'
  | 'recordTooLarge'
  | 'fileChanged';

/** Why an archive can't be read or written; `facts` are what a sentence about it needs. */
export class ArchiveError extends Error {
  constructor(
    readonly code: ArchiveErrorCode,
    readonly facts: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(facts)}`, options);
    this.name = 'ArchiveError';
  }
}
