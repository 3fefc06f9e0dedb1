import path from 'node:path';
import type { StageName } from '../../../../shared/contract';

/** The stages that are jsonl files in an archive; assets are files of their own. */
export const JSONL_STAGES = ['schemas', 'entities', 'links', 'configuration'] as const;
export type JsonlStage = Exclude<StageName, 'assets'>;

/** Strapi's fields of a file that matter to a transfer, as an asset's metadata entry has them. */
export interface AssetMetadata {
  id: number;
  name: string;
  hash: string;
  ext?: string | null;
  mime: string;
  size: number;
  url: string;
  provider?: string;
  /** Of a responsive format: its name and the hash of the file it belongs to. */
  type?: string;
  mainHash?: string;
  [field: string]: unknown;
}

/** An asset that waits on disk. */
export interface StagedAsset {
  filename: string;
  /** Absolute path of its bytes. */
  path: string;
  size: number;
  metadata: AssetMetadata;
}

/** A line of the assets' index. */
export interface AssetIndexLine {
  filename: string;
  /** Name in the assets' folder: a number, so that no name of an archive ever becomes a path. */
  file: string;
  size: number;
  metadata: AssetMetadata;
}

/**
 * An archive, unpacked and checked but not applied. Two folders, both of mode 0700: `dir` for everything that holds
 * content, `assetsDir` for the files, which lie on the uploads' own file system so that they can be renamed into
 * place.
 */
export interface StagingFolders {
  dir: string;
  assetsDir: string;
}

export function metadataPath({ dir }: StagingFolders): string {
  return path.join(dir, 'metadata.json');
}

export function jsonlPath({ dir }: StagingFolders, stage: JsonlStage): string {
  return path.join(dir, `${stage}.jsonl`);
}

export function assetIndexPath({ dir }: StagingFolders): string {
  return path.join(dir, 'assets.jsonl');
}

export function assetPath({ assetsDir }: StagingFolders, file: string): string {
  return path.join(assetsDir, file);
}
