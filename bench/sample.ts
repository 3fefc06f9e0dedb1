/** The key of every encrypted archive. */
export const KEY = 'bench';

/** One export or one restore. */
export interface Sample {
  seconds: number;
  /** MB at the highest, over those before the work. */
  memory: number;
  /** MB, of an export. */
  archiveSize?: number;
}
