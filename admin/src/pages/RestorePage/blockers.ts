import type { ApiErrorBody } from '../../../../shared/contract';

const WITH_WORDS = ['versionMismatch', 'schemaMismatch', 'diskFull'] as const;
type BlockerKind = (typeof WITH_WORDS)[number] | 'other';

/** Which words there are for a blocker, apart from its own. */
export function blockerKind({ details }: ApiErrorBody): BlockerKind {
  return WITH_WORDS.find((code) => code === details.code) ?? 'other';
}
