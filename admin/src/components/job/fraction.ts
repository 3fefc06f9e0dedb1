import type { StageProgress } from '../../../../shared/contract';

/** How much of a stage is done, 0 to 1; by bytes where files are large. Null while nobody knows the whole. */
export function fraction({ count, bytes, total }: StageProgress): number | null {
  if (total?.bytes) return Math.min(1, bytes / total.bytes);
  if (total?.count) return Math.min(1, count / total.count);
  return null;
}
