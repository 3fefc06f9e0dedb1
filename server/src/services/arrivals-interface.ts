import type {
  ServerArchiveOptions,
  TusMetadata,
  UploadSpace,
  UploadStatus,
} from '../../../shared/contract';
import type { LifeboatError } from '../errors';
import type { Owner } from './job';

/** @param id under which the upload is to be kept */
type Reader<T> = (file: AsyncIterable<Buffer>, id: string) => Promise<T>;

/** An upload that is to come in parts. */
export interface NewArrival extends TusMetadata {
  id: string;
  /** Bytes of the whole file. */
  size: number;
}

/** Archives on their way to being checked: those that come in parts, and those that lie on the server. */
export interface Arrivals {
  /** @throws LifeboatError `uploadTooLarge`, `uploadsTooMany`, `diskFull` */
  open(upload: NewArrival, owner: Owner): Promise<void>;
  /**
   * Takes an archive that comes as one request. It is no arrival: what is left of it is an upload, or nothing.
   * @throws LifeboatError `uploadTooLarge`, `uploadsTooMany`, or what is wrong with it
   */
  take<T>(owner: Owner, file: AsyncIterable<Buffer>, read: Reader<T>): Promise<T>;
  /** Reads an archive of the server's own folder. @throws LifeboatError `archiveNotFound`, `uploadsTooMany` */
  fromServer(options: ServerArchiveOptions, owner: Owner): Promise<UploadStatus>;
  /** How much of it has arrived. @throws LifeboatError `uploadNotFound` */
  offset(id: string): Promise<{ size: number; received: number } & TusMetadata>;
  /**
   * Takes a part. What came before an error stays.
   * @returns how many bytes there are now
   * @throws LifeboatError why no more is wanted: it is no archive, say
   */
  append(id: string, offset: number, bytes: AsyncIterable<Buffer>): Promise<number>;
  /** Asked before anything else that names an upload. @throws LifeboatError `uploadNotFound` when it is somebody else's */
  check(id: string, owner: Owner): Promise<void>;
  /** Whether a ticket is that of this upload; false as well when there is no such upload. */
  hasTicket(id: string, ticket: string): Promise<boolean>;
  /** Why no part of it is wanted any more. */
  failure(id: string): Promise<LifeboatError | undefined>;
  status(id: string): Promise<UploadStatus>;
  /** The person's own, newest first. */
  list(owner: Owner): Promise<UploadStatus[]>;
  /** Of what has arrived of uploads that are not read to the end yet. */
  space(owner: Owner): Promise<UploadSpace>;
  /** @throws LifeboatError `uploadComplete`, or why it is no archive */
  useKey(id: string, key: string): Promise<UploadStatus>;
  /** Reads anew what could not be read for a reason of the server's; else does nothing. */
  retry(id: string): Promise<UploadStatus>;
  /** @throws LifeboatError `uploadNotFound`, or `jobRunning` while it is restored */
  drop(id: string): Promise<void>;
  /** Deletes what has expired, now and from time to time. */
  start(): Promise<void>;
  shutDown(): Promise<void>;
}
