import type { ApiErrorBody, Report, SchemaDifference } from '../../../../shared/contract';
import { failureOfJob } from '../../api/failure';
import type { Strategies } from '../../api/strategies';
import { ErrorBanner } from '../../components/ErrorBanner';
import { Button, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { blockerKind } from './blockers';
import { SchemaDifferences } from './SchemaDifferences';
import { BY_STRICTNESS } from './strictness';

interface BlockerProps {
  blocker: ApiErrorBody;
  report: Report;
  onAccept: (strategies: Partial<Strategies>) => void;
}

/** A reason why the restore may not start, and what to do about it. */
export function Blocker({ blocker, report, onAccept }: BlockerProps) {
  const t = useTranslate();
  const { differences, total } = blocker.details;
  const kind = blockerKind(blocker);

  return (
    <ErrorBanner failure={failureOfJob(blocker)} title={t(`report.blocked.${kind}`)}>
      {Array.isArray(differences) && (
        <SchemaDifferences
          differences={differences as SchemaDifference[]}
          names={report.schemas.names}
          total={Number(total)}
        />
      )}
      {kind === 'versionMismatch' && <AcceptVersion report={report} onAccept={onAccept} />}
      {kind === 'schemaMismatch' && <AcceptSchema report={report} onAccept={onAccept} />}
    </ErrorBanner>
  );
}

type AcceptProps = Omit<BlockerProps, 'blocker'>;

/** Offers the strictest choice that would let the restore start. */
function AcceptVersion({ report, onAccept }: AcceptProps) {
  const t = useTranslate();
  const strictest = BY_STRICTNESS.find((one) => report.versions.allowedBy.includes(one));
  if (!strictest) return null;

  return (
    <Accept
      choice={t(`versionStrategy.${strictest}`)}
      onClick={() => onAccept({ versionStrategy: strictest })}
    />
  );
}

function AcceptSchema({ report, onAccept }: AcceptProps) {
  const t = useTranslate();
  const [allowed] = report.schemas.allowedBy;
  if (!allowed) return <Typography textColor="neutral800">{t('report.accept.none')}</Typography>;

  return (
    <Accept
      choice={t(`schemaStrategy.${allowed}`)}
      onClick={() => onAccept({ schemaStrategy: allowed })}
    />
  );
}

function Accept({ choice, onClick }: { choice: string; onClick: () => void }) {
  const t = useTranslate();

  return (
    <Flex>
      <Button variant="tertiary" onClick={onClick}>
        {t('report.accept', { choice })}
      </Button>
    </Flex>
  );
}
