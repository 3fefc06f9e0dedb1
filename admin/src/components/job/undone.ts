import type { JobSnapshot } from '../../../../shared/contract';

type Job = Pick<JobSnapshot, 'id' | 'state' | 'undoes'>;

/**
 * The restores that have been undone, by id; one whose undoing was undone again has not.
 * @param jobs newest first
 */
export function undoneOf(jobs: Job[]): Set<string> {
  const undone = new Set<string>();
  for (const { id, state, undoes } of jobs) {
    if (state === 'done' && undoes !== undefined && !undone.has(id)) undone.add(undoes);
  }
  return undone;
}
