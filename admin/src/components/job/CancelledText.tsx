import type { JobKind } from '../../../../shared/contract';
import type { Failure } from '../../api/failure';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { Notice } from '../Notice';

export function CancelledText({ kind, failure }: { kind: JobKind; failure?: Failure }) {
  const t = useTranslate();
  const reason = failure?.details.reason;

  return (
    <Notice kind="info">
      {/* Not everything is cancelled by a person: a download may break off, a server shut down. */}
      {typeof reason === 'string' && (
        <Typography textColor="neutral800">{t('job.cancelled.reason', { reason })}</Typography>
      )}
      <Typography textColor="neutral800">{t(`job.cancelled.${kind}`)}</Typography>
    </Notice>
  );
}
