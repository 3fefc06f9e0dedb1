/**
 * The admin HTTP API of Lifeboat as both ends see it: server/ answers with these shapes, admin/ reads them.
 * Types, constants and addresses only, so that either side can import it.
 */

/** The stages of a transfer, in the order in which Strapi's engine runs them. */
export const STAGES = ['schemas', 'entities', 'assets', 'links', 'configuration'] as const;
export type StageName = (typeof STAGES)[number];

/** The official words of `--exclude` and `--only`. */
export const PRESETS = ['content', 'files', 'config'] as const;
export type Preset = (typeof PRESETS)[number];

export const VERSION_STRATEGIES = ['exact', 'major', 'minor', 'patch', 'ignore'] as const;
export type VersionStrategy = (typeof VERSION_STRATEGIES)[number];

export const SCHEMA_STRATEGIES = ['exact', 'strict'] as const;
export type SchemaStrategy = (typeof SCHEMA_STRATEGIES)[number];

export const CONFLICT_STRATEGIES = ['restore'] as const;
export type ConflictStrategy = (typeof CONFLICT_STRATEGIES)[number];

/** The largest jsonl file in an archive, in MiB, when nothing else is asked for: what `strapi export` uses. */
export const DEFAULT_MAX_SIZE_JSONL = 256;

export const PERMISSIONS = {
  export: 'plugin::lifeboat.export',
  restore: 'plugin::lifeboat.restore',
  read: 'plugin::lifeboat.read',
} as const;

/** Path of an export's download below the backend's own URL, ticket included. */
export function downloadPath({ id, ticket }: JobCreated): string {
  return `/lifeboat/exports/${id}/download?ticket=${ticket}`;
}

/** Marks the answers that are refused because a restore is under way, and those of `/_health` while it is. */
export const RESTORING_HEADER = 'Lifeboat-Restoring';

/** Request header that carries a job's ticket. */
export const TICKET_HEADER = 'Lifeboat-Ticket';

/** What a transfer leaves out; the same at export and at restore. */
export interface TransferFilter {
  exclude?: Preset[];
  onlyContentTypes?: string[];
  excludeContentTypes?: string[];
}

/** A content type of this site that an archive can hold, as `GET /lifeboat/content-types` lists them. */
export interface ContentTypeInfo {
  uid: string;
  /** As the content manager shows it. */
  name: string;
  /** Rows on this site; languages, drafts and published versions are rows of their own. */
  entries: number;
  /** Holds the rows of the media library's files: without it, the files have nothing that points at them. */
  bringsFiles: boolean;
}

export interface ExportOptions extends TransferFilter {
  /** Default true; then `key` is required. */
  encrypt?: boolean;
  key?: string;
  /** Default true. */
  compress?: boolean;
  /** MiB of UTF-8 per jsonl file, default 256. */
  maxSizeJsonl?: number;
  /** Without extensions; they follow from `compress` and `encrypt`. */
  filename?: string;
}

export interface ExportCreated {
  id: string;
  ticket: string;
  filename: string;
  /** Path below the backend's own URL, ticket included. Good for one download. */
  downloadUrl: string;
}

export interface RestoreOptions extends TransferFilter {
  /** The id of an upload. */
  upload: string;
  versionStrategy?: VersionStrategy;
  schemaStrategy?: SchemaStrategy;
  conflictStrategy?: ConflictStrategy;
  /** Default true: an export of the present site is kept on the server before anything is touched. */
  safetyCopy?: boolean;
}

/** What a running restore is at, in this order; the stages are part of `content`. */
export const RESTORE_STEPS = [
  'unpack',
  'safetyCopy',
  'files',
  'content',
  'commit',
  'place',
  'refresh',
] as const;
export type RestoreStep = (typeof RESTORE_STEPS)[number];

export interface JobCreated {
  id: string;
  ticket: string;
}

export type JobKind = 'export' | 'restore';
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
export type StageState = 'waiting' | 'running' | 'done' | 'skipped' | 'failed';

export interface StageProgress {
  name: StageName;
  state: StageState;
  count: number;
  bytes: number;
  total?: { count?: number; bytes?: number };
}

export interface JobSnapshot {
  id: string;
  kind: JobKind;
  state: JobState;
  /** Of a running restore. */
  step?: RestoreStep;
  stages: StageProgress[];
  /** ISO dates. */
  createdAt: string;
  endedAt?: string;
  /** Archive's file name. */
  filename?: string;
  /** Bytes of archive sent so far (export). */
  bytesSent?: number;
  /** Of the archive (restore). */
  archiveBytes?: number;
  /** Of the archive, in hex. */
  sha256?: string;
  /** Of a restore for which a safety copy was made: what that leaves out. */
  safetyCopy?: { exclude: Preset[] };
  /** It was told to leave something out. */
  partial?: true;
  /** Of an export: how many rows of each content type it has written, by uid. */
  rows?: Record<string, number>;
  /** The id of the restore that this one undoes. */
  undoes?: string;
  /** False from the moment a job can no longer be stopped. */
  cancellable: boolean;
  /** In the order met. At most 100, and one more that counts the rest. */
  warnings: JobWarning[];
  error?: ApiErrorBody;
}

/** What a running server may fail to read anew after a restore. */
export const REFRESHED = [
  'contentManager',
  'locales',
  'upload',
  'usersPermissions',
  'sessions',
  'permissions',
  'webhooks',
] as const;
export type Refreshed = (typeof REFRESHED)[number];

/** What a job may have left out, found odd or failed to do without failing itself, and what is to be told of each. */
export interface WarningDetails {
  /** A file of the media library that its storage does not have. */
  fileMissing: { name: string };
  /** A logo of the admin that the storage does not have. */
  logoMissing: { name: string };
  /** Links of the site that point at rows which are gone. */
  linksOrphaned: { type: string; field: string; count: number };
  /** Links of the archive that point at rows which it does not have. */
  linksOpen: { count: number };
  /** Links of the archive in relations that the site does not have. */
  linksUnknown: { count: number };
  /** A field or a type of the archive that the site does not have. */
  noPlace: { name: string; count: number };
  /** More of them, too many to name. */
  noPlaceOthers: { count: number };
  fileLost: { name: string };
  /** The same; the file of that name that the site had is still there. */
  fileLostOldKept: { name: string };
  fileNotDeleted: { name: string; reason: string };
  notRefreshed: { what: Refreshed };
  nothingRefreshed: object;
  openedLate: object;
  tasksStopped: object;
  notTidied: object;
  /** A server that crashed has lost its list of files to put in place, after the commit or before. */
  filesUnplaced: object;
  filesLeftOver: object;
  /** Strapi's own engine has said it, in English. */
  engine: { text: string };
  more: { count: number };
}
export type WarningCode = keyof WarningDetails;

export interface JobWarning {
  code: WarningCode;
  /** In English. */
  message: string;
  details: Record<string, unknown>;
  /** It is about the safety copy before the restore. */
  inSafetyCopy?: true;
}

/** An entry of `GET /lifeboat/jobs`; the ticket is there only for the person who started the job. */
export interface ListedJob extends JobSnapshot {
  startedBy: string;
  ticket?: string;
  /** Whether `POST /lifeboat/restores/:id/undo` would find the safety copy. */
  canUndo?: boolean;
}

export interface JobList {
  running: ListedJob | null;
  /** Ended jobs, newest first. */
  recent: ListedJob[];
  /** The newest export that came to a good end, however many jobs have ended since. */
  lastExport: ListedJob | null;
}

/** What an export would have to read of the media library, as `GET /lifeboat/site-files` tells it. */
export type SiteFiles = FileTotals;

/** What an archive of Lifeboat's says about itself. */
export interface ArchiveManifest {
  /** Version of the Lifeboat that made it. */
  lifeboat: string;
  site: {
    /** Its address on the web, as its configuration had it; this may be `http://localhost:1337`. */
    address?: string;
    /** Version of each plugin that was enabled there. */
    plugins?: Record<string, string>;
  };
}

/** What an uploaded archive holds. */
export interface ArchiveSummary {
  filename: string;
  /** Bytes as uploaded. */
  bytes: number;
  /** Of the file as uploaded, in hex. */
  sha256: string;
  /** Who made it, when it has a manifest; every entry is as the manifest says then. Official archives have none. */
  manifest: ArchiveManifest | null;
  encrypted: boolean;
  compressed: boolean;
  strapiVersion: string | null;
  /** ISO date, null when metadata.json has none. */
  createdAt: string | null;
  /** Rows per content type uid. */
  entities: Record<string, number>;
  links: number;
  configuration: number;
  assets: { count: number; bytes: number };
}

/** What a report is asked for: the same that would be asked of the restore. */
export interface ReportOptions extends TransferFilter {
  versionStrategy: VersionStrategy;
  schemaStrategy: SchemaStrategy;
}

/**
 * What a restore would do to this site, found out from staging before anything is touched. It is the check of a
 * backup, too: there is one only of an archive that was read to its last byte.
 */
export interface Report {
  versionStrategy: VersionStrategy;
  schemaStrategy: SchemaStrategy;
  /** Empty when the restore may start. */
  blockers: ApiErrorBody[];
  /** Nothing that forbids the restore, but worth knowing before it. */
  warnings: ReportWarning[];
  versions: VersionComparison;
  schemas: SchemaComparison;
  /** Types of which either side has rows: the site's own first, by name; those that only the archive has last. */
  contentTypes: ContentTypeChange[];
  files: FileChanges;
  disk: DiskNeeds;
  /** What no archive holds, so that no restore brings it back. */
  neverHeld: NeverHeld[];
  /** This site's project: the name in its package.json, which people type to confirm a restore. Never empty. */
  project: string;
}

export interface VersionComparison {
  /** Of Strapi; null when the archive does not tell. */
  archive: string | null;
  site: string;
  /** The version strategies under which the restore could start. */
  allowedBy: VersionStrategy[];
  /** By name. */
  plugins: PluginVersions[];
  /** Whether the archive tells of its site's plugins; those of `strapi export` do not. */
  pluginsTold: boolean;
}

/** A plugin's version on both sides; null where it is not there, or not known. */
export interface PluginVersions {
  name: string;
  archive: string | null;
  site: string | null;
}

export interface SchemaComparison {
  /** The schema strategies under which the restore could start. */
  allowedBy: SchemaStrategy[];
  /** How many differences there are; `differences` is cut at 200. */
  total: number;
  differences: SchemaDifference[];
  /** Display names of the types and components in `differences`, by uid. */
  names: Record<string, string>;
}

export interface ContentTypeChange {
  uid: string;
  /** As the content manager shows it. */
  name: string;
  /** False when only the archive has such a type: its rows are left out. */
  known: boolean;
  /** Whether the restore replaces its rows. */
  replaced: boolean;
  /** Rows; languages, drafts and published versions are rows of their own. */
  now: number;
  archive: number;
  after: number;
}

/** Smaller versions of pictures are files of their own. */
export interface FileTotals {
  count: number;
  /** Of files that the site has now, as its media library tells them. */
  bytes: number;
}

export interface FileChanges {
  /** Where this site keeps its files: the upload provider's name. */
  provider: string;
  now: FileTotals;
  after: FileTotals;
  /** Files that the restore deletes, because the archive has none of that name. */
  deleted: FileTotals;
  /** Their names in the media library: of the first 100, without their smaller versions. */
  deletedNames: string[];
  /** Files of this site in whose place the archive's file of the same name comes. */
  replaced: number;
}

export interface SpaceNeed {
  /** Bytes, estimated. */
  needed: number;
  /** Null when the disk is not this server's to look at. */
  free: number | null;
}

/** The archive itself is on the disk already, unpacked; its files are only renamed into place. */
export interface DiskNeeds {
  /** While the old rows and the new ones are both there. */
  database: SpaceNeed;
  /** For a copy of all that is on this site now, should one be made before. */
  safetyCopy: SpaceNeed;
}

export const NEVER_HELD = [
  'adminUsers',
  'roles',
  'tokens',
  'secrets',
  'code',
  'creators',
  'history',
  'releases',
  'auditLog',
] as const;
export type NeverHeld = (typeof NEVER_HELD)[number];

export type ReportWarning =
  /** The archive was made long ago. */
  | { code: 'archiveOld'; days: number }
  /** By a newer Strapi than this site's. */
  | { code: 'archiveNewer'; archive: string; site: string }
  | { code: 'versionUnknown' }
  /** The archive lists files in its media library whose bytes are not in it. */
  | { code: 'filesMissing'; count: number }
  /** Rows of types that this site does not have; they are left out. */
  | { code: 'typesUnknown'; types: number; rows: number }
  /** The site that made the archive had plugins that this one lacks. */
  | { code: 'pluginsMissing'; names: string[] }
  | { code: 'diskLow'; needed: number; free: number }
  | { code: 'safetyCopyTooLarge'; needed: number; free: number };

/** The answer of `POST /lifeboat/uploads`, which comes when all of the archive has been read. */
export interface UploadCreated {
  id: string;
  archive: ArchiveSummary;
  report: Report;
}

/**
 * Where archives are uploaded by the tus protocol 1.0, in parts that survive lost connections: `POST` creates an
 * upload, `HEAD`, `PATCH` and `DELETE` below it go on with it. Its id is that of `/lifeboat/uploads/:id`, too.
 */
export const TUS_PATH = '/lifeboat/tus';

/** What a client may say of a file in tus's `Upload-Metadata`. A key has no place there: it is kept with the parts. */
export interface TusMetadata {
  filename: string;
  /** Any text of at most 200 characters, by which the client knows the file again. */
  fingerprint?: string;
}

/**
 * `receiving`: parts are missing, those that are there are being read. `checking`: all is there, and still being read.
 * `ready`: read to its last byte, can be restored. `failed`: see `error`; when its code is `keyMissing` or `keyWrong`,
 * `PUT /lifeboat/uploads/:id/key` reads it anew, and parts are taken meanwhile; the same with `canRetry` and
 * `POST /lifeboat/uploads/:id/retry`.
 */
export type UploadState = 'receiving' | 'checking' | 'ready' | 'failed';

/** An upload under way or done, as `GET /lifeboat/uploads/:id` tells it. */
export interface UploadStatus {
  id: string;
  /**
   * `Authorization: Lifeboat <ticket>` sends its parts, and asks how far it is, without a login until the server is
   * restarted. Who is logged in,
   * and what that person may, is read from a dozen tables at each request, and parts can be thousands.
   */
  ticket: string;
  state: UploadState;
  filename: string;
  fingerprint: string | null;
  /** Whether it comes from a browser in parts, or lies in the configured folder of the server. */
  from: 'browser' | 'server';
  /** Bytes of the whole file. */
  size: number;
  /** Bytes of it that are on the server's disk. */
  received: number;
  /** Bytes of it that have been unpacked and checked. */
  read: number;
  /** Whether a part is arriving at this moment, from this browser tab or from another one. */
  receiving: boolean;
  /** ISO date. */
  createdAt: string;
  /** ISO date at which what has arrived is deleted, unless more comes. */
  expiresAt: string;
  /** As soon as the archive's metadata.json was read: it is the first entry of ours and the last of official ones. */
  found?: ArchiveOrigin;
  /** Once it is `ready`. */
  archive?: ArchiveSummary;
  error?: ApiErrorBody;
  /**
   * It failed for a reason of the server's, a full disk say. What has arrived is kept, and read anew when that is asked
   * for or with a later part.
   */
  canRetry?: true;
}

/** The answer of `GET /lifeboat/upload-space`: bytes on the server's disk that uploads take which are not checked yet. */
export interface UploadSpace {
  /** Of the person who asks. */
  own: number;
  /** Of all other people together. */
  others: number;
}

export interface ArchiveOrigin {
  /** Null when the archive does not tell. */
  strapiVersion: string | null;
  /** ISO date or null. */
  createdAt: string | null;
  /** The Strapi of this site. */
  siteVersion: string;
  /** The version strategies under which this site could restore it. */
  allowedBy: VersionStrategy[];
}

/** The archives that lie in the server's own folder for them, as `GET /lifeboat/server-archives` lists them. */
export interface ServerArchives {
  /** False when no folder is configured. */
  enabled: boolean;
  /** Newest first. */
  archives: ServerArchive[];
}

export interface ServerArchive {
  /** Bare name, to be given to `POST /lifeboat/server-archives`. */
  filename: string;
  size: number;
  /** ISO date. */
  modifiedAt: string;
}

/** Body of `POST /lifeboat/server-archives`, which answers with an {@link UploadStatus}. */
export interface ServerArchiveOptions {
  filename: string;
  key?: string;
}

export interface SchemaDifference {
  /** Content type or component. */
  uid: string;
  /** Where in the schema, `attributes.title.type`; empty when the whole type is missing on one side. */
  path: string;
  /** `added`: only this site has it; `deleted`: only the archive has it; `modified`: both, and they differ. */
  kind: 'added' | 'deleted' | 'modified';
  archive?: unknown;
  site?: unknown;
}

/** Why a job was `cancelled` that no person has cancelled. */
export const CANCEL_REASONS = ['downloadInterrupted', 'downloadNotStarted', 'shutDown'] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

export type ErrorCode =
  | 'optionsInvalid'
  | 'keyRequired'
  | 'keyMissing'
  | 'keyWrong'
  | 'notAnArchive'
  | 'notAStrapiArchive'
  | 'archiveCutOff'
  | 'archiveDamaged'
  | 'archiveUnsafe'
  | 'archiveTooLarge'
  | 'uploadMalformed'
  | 'uploadInterrupted'
  | 'uploadNotFound'
  | 'uploadsTooMany'
  | 'uploadTooLarge'
  | 'uploadComplete'
  | 'archiveNotFound'
  | 'diskFull'
  | 'versionMismatch'
  | 'schemaMismatch'
  | 'jobRunning'
  | 'jobNotFound'
  | 'recordTooLarge'
  | 'fileChanged'
  | 'exportFailed'
  | 'restoreFailed'
  | 'stagedFilesGone'
  | 'takenOver'
  | 'storageUnreadable'
  | 'filesNotPlaced'
  | 'unexpected'
  | 'outcomeUnknown'
  | 'interrupted'
  | 'leaseLost'
  | 'safetyCopyFailed'
  | 'noSafetyCopy'
  | 'siteRestoring'
  | 'cancelled';

/** Strapi's shape of an error; `details.code` says which of Lifeboat's it is, the rest are its facts. */
export interface ApiErrorBody {
  status: number;
  name: string;
  message: string;
  details: { code: ErrorCode; [fact: string]: unknown };
}
