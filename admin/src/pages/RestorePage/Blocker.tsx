import type { ApiErrorBody, SchemaDifference } from '../../../../shared/contract';
import { failureOfJob } from '../../api/failure';
import { ErrorBanner } from '../../components/ErrorBanner';
import { useTranslate } from '../../translations/useTranslate';
import { SchemaDifferences } from './SchemaDifferences';

/** A reason why the restore may not start. */
export function Blocker({ blocker }: { blocker: ApiErrorBody }) {
  const t = useTranslate();
  const { code, differences } = blocker.details;
  const title =
    code === 'versionMismatch' || code === 'schemaMismatch'
      ? t(`report.blocked.${code}`)
      : t('report.blocked');

  return (
    <ErrorBanner failure={failureOfJob(blocker)} title={title}>
      {Array.isArray(differences) && (
        <SchemaDifferences differences={differences as SchemaDifference[]} />
      )}
    </ErrorBanner>
  );
}
