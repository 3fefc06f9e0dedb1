import type { JobSnapshot } from '../../../shared/contract';
import type { Failure } from './failure';
import { isPassing } from './failure';

/**
 * What is known of a job just now.
 * - `connecting`: nothing yet
 * - `live`: it waits or runs
 * - `reconnecting`: it ran when last heard of, and the server does not answer
 * - `ended`: done, failed or cancelled
 * - `lost`: the server no longer knows it
 */
export type JobView =
  | { phase: 'connecting' }
  | { phase: 'live' | 'reconnecting' | 'ended'; snapshot: JobSnapshot }
  | { phase: 'lost'; failure: Failure };

export function viewJob(snapshot: JobSnapshot | null, failure: Failure | null): JobView {
  if (snapshot && hasEnded(snapshot)) return { phase: 'ended', snapshot };
  if (failure && !isPassing(failure)) return { phase: 'lost', failure };
  if (!snapshot) return { phase: 'connecting' };
  return { phase: failure ? 'reconnecting' : 'live', snapshot };
}

export const hasEnded = ({ state }: JobSnapshot) => state !== 'waiting' && state !== 'running';

/** Followed until it ends or is lost; a server that does not answer may be back in a moment. */
export const isFollowed = ({ phase }: JobView) => phase !== 'ended' && phase !== 'lost';
