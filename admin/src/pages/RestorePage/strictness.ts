import type { VersionStrategy } from '../../../../shared/contract';

/** The strictest first; the contract lists them as the command line does. */
export const BY_STRICTNESS = [
  'exact',
  'patch',
  'minor',
  'major',
  'ignore',
] as const satisfies readonly VersionStrategy[];
