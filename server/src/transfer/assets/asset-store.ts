import type { StagedAsset } from '../staging/staging';
import type { FileFields } from './file-rows';

/** A file of the media library, or one of its formats, as the site has it before the restore. */
export interface OldAsset extends FileFields {
  provider: string;
}

/**
 * Where the site keeps its files. The database's commit decides: until then everything that `put` did can be taken
 * back, and no old file has been touched.
 */
export interface AssetStore {
  /** The provider's name that restored rows get. */
  readonly provider: string;
  /** Notes a file that the restore replaces. It goes at {@link commit}. */
  replace(old: OldAsset): Promise<void>;
  /** Takes a staged file. @returns the url under which it will be found */
  put(asset: StagedAsset): Promise<string>;
  /** Just before the database's commit: whatever {@link commit} needs is on disk. */
  prepare(): Promise<void>;
  /** After the database's commit: the new files are in place, the old ones gone. */
  commit(): Promise<void>;
  /** Instead of {@link commit}: all as before. Never rejects. */
  rollback(): Promise<void>;
}

/** The name under which a provider stores a file. */
export function storedName({ hash, ext }: { hash: string; ext?: string | null }): string {
  return `${hash}${ext ?? ''}`;
}
