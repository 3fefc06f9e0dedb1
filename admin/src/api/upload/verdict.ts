import type { Failure } from '../failure';
import { isRestoring } from '../failure';

export type Verdict =
  /** Ask again, after a while. */
  | 'wait'
  /** The same at once, in a smaller part. */
  | 'smaller'
  /** Something on the way knows no PATCH: the same as a POST. */
  | 'override'
  /** The same at once, with another token. */
  | 'renew'
  /** Nothing is left to send. */
  | 'complete'
  | 'fatal';

interface Attempt {
  /** Whether it was a part of the file that was sent. */
  isPart: boolean;
  /** Whether parts are sent as POST already. */
  overridden: boolean;
  /** Whether this token was a fresh one, so that another is of no use. */
  renewed: boolean;
}

const METHOD_REFUSED = [405, 501];
const PASSING = [408, 409, 423, 425, 429];

/** What a request of the upload that failed means for going on. */
export function judge(failure: Failure, { isPart, overridden, renewed }: Attempt): Verdict {
  const { status, code } = failure;
  if (status === null || isRestoring(failure)) return 'wait';
  if (code === 'uploadComplete') return 'complete';
  // Waiting frees no disk: whoever runs the server has to know.
  if (code !== null) return status >= 500 && code !== 'diskFull' ? 'wait' : 'fatal';
  if (status === 401) return renewed ? 'fatal' : 'renew';
  if (isPart && status === 413) return 'smaller';
  if (isPart && METHOD_REFUSED.includes(status)) return overridden ? 'fatal' : 'override';
  return PASSING.includes(status) || status >= 500 ? 'wait' : 'fatal';
}
