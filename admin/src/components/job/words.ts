import type { JobSnapshot } from '../../../../shared/contract';

/** What a job is called: to people, undoing a restore is not a restore like any other. */
export function wordFor({ kind, undoes }: Pick<JobSnapshot, 'kind' | 'undoes'>) {
  return kind === 'restore' && undoes !== undefined ? 'undo' : kind;
}
