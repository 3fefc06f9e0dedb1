import type { JobKind } from '../../../../shared/contract';
import type { Failure } from '../../api/failure';
import { NO_ANSWER } from '../../api/failure';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ErrorBanner } from '../ErrorBanner';

export function FailedText({ kind, failure }: { kind: JobKind; failure?: Failure }) {
  const t = useTranslate();
  const known: Failure = failure ?? { ...NO_ANSWER, code: `${kind}Failed` };

  return (
    <ErrorBanner failure={known}>
      {kind === 'export' && (
        <Typography textColor="neutral800">{t('job.failed.export')}</Typography>
      )}
    </ErrorBanner>
  );
}
