import type { DiskNeeds } from '../../../../../shared/contract';

/** Whether a restore, or the safety copy before it, finds less room than it needs, as far as the server knows. */
export const isDiskShort = ({ database, safetyCopy }: DiskNeeds): boolean =>
  [database, safetyCopy].some(({ needed, free }) => free !== null && free < needed);
