import type { StagedAsset } from '../staging/staging';
import type { FileFields } from './file-rows';
import type { JobWarning } from '../../../../shared/contract';
import { warning } from '../../warnings';

/** A file of the media library, or one of its formats, as the site has it before the restore. */
export interface OldAsset extends FileFields {
  provider: string;
}

/**
 * Where the site keeps its files. The database's commit decides: until then everything that was done can be taken back,
 * and no old file has been touched. What is done and what is still to do stands in a journal on disk, so that after a
 * crash another process can carry on, see {@link Journal}.
 */
export interface AssetStore {
  /** The provider's name that restored rows get. */
  readonly provider: string;
  /**
   * For storage that takes time: puts the new files beside those that are there, while the site still works.
   * @param present all files of the site, whether or not they will be replaced
   */
  bring?(
    present: AsyncIterable<OldAsset>,
    assets: AsyncIterable<StagedAsset>,
    signal: AbortSignal,
  ): Promise<void>;
  /** Notes a file that the restore replaces. It goes at {@link commit}. */
  replace(old: OldAsset): Promise<void>;
  /** Takes a staged file. @returns the url under which it will be found */
  put(asset: StagedAsset): Promise<string>;
  /**
   * Just before the database's commit: whatever {@link commit} needs is on disk.
   * @throws LifeboatError `stagedFilesGone` when a file that was staged no longer is as it was
   */
  prepare(): Promise<void>;
  /** After the database's commit: the new files are in place, the old ones gone. See {@link Journal.finish}. */
  commit(): Promise<void>;
  /** Once it is noted that {@link commit} has come to its end. */
  forget(): Promise<void>;
  /** Instead of {@link commit}: all as before. Never rejects. */
  rollback(): Promise<void>;
}

/** What a store left on disk when its process was killed. Each may be called again when it was interrupted itself. */
export interface Journal {
  /** Whether there is one: it is gone with a disk that is replaced at each deployment. */
  exists(): Promise<boolean>;
  /**
   * The database has committed: {@link AssetStore.commit} to its end. What can't be done any more, because the new file
   * is gone, is told as a warning; what may be done later is an error.
   */
  finish(): Promise<void>;
  /** Once it is noted that {@link finish} has come to its end. */
  forget(): Promise<void>;
  /** It has not: all as before. */
  undo(): Promise<void>;
}

/** For a person: a new file is gone for good. @param oldKept whether the old one of its name is still there */
export function lostFile(name: string, oldKept: boolean): JobWarning {
  return warning(oldKept ? 'fileLostOldKept' : 'fileLost', { name });
}

/** The name under which a provider stores a file. */
export function storedName({ hash, ext }: { hash: string; ext?: string | null }): string {
  return `${hash}${ext ?? ''}`;
}
