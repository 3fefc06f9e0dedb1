import { CANCEL_REASONS } from '../../../../shared/contract';
import type { Failure } from '../../api/failure';
import type { TranslationKey } from '../../translations/keys';

/** Not everything is cancelled by a person: a download may break off, a server shut down. */
export function cancelReason(failure: Failure | undefined): TranslationKey | undefined {
  const reason = CANCEL_REASONS.find((one) => one === failure?.details.reason);
  return reason && `job.cancelled.${reason}`;
}
