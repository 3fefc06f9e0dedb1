import type { JobKind } from '../../../../shared/contract';
import type { Failure } from '../../api/failure';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { Notice } from '../Notice';
import { cancelReason } from './cancelReason';

export function CancelledText({ kind, failure }: { kind: JobKind; failure?: Failure }) {
  const t = useTranslate();
  const reason = cancelReason(failure);

  return (
    <Notice kind="info">
      {reason && <Typography textColor="neutral800">{t(reason)}</Typography>}
      <Typography textColor="neutral800">{t(`job.cancelled.${kind}`)}</Typography>
    </Notice>
  );
}
