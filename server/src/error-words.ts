/** Parts of sentences that several errors have in common. */

export const UNCHANGED = 'Nothing on this site was changed.';

/** What an archive has too much of, and what to do. */
export const TOO_MUCH: Record<string, string> = {
  unpacked:
    'Unpacked, this archive is larger than this server allows or has room for. Free disk space or raise the limit (maxUnpackedBytes)',
  entries: 'This archive has more entries than this server allows. Raise the limit (maxEntries)',
  line: 'A record of this archive is larger than this server allows. Raise the limit (maxRecordBytes)',
  values: 'A record of this archive has more values than a server can hold. Leave it out',
  schemas: 'The content types of this archive are larger than a server can hold. Leave some out',
  waiting:
    'In this archive too many files stand far from their metadata. Pack it again with both side by side',
};

export const CHECK_RIGHTS =
  'Check in the settings of the upload provider that this site may read its files, and try again';

/** What a storage did instead of giving out a file. */
export const refusal = ({ entry, status }: Record<string, unknown>): string =>
  `the storage of the media library ${status ? `answered ${String(status)}` : 'did not answer'} when it was asked for "${String(entry)}"`;
