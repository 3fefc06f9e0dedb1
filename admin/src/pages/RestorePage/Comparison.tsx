import type { UseQueryResult } from 'react-query';
import type { Report } from '../../../../shared/contract';
import { toFailure } from '../../api/failure';
import type { Strategies } from '../../api/strategies';
import { judgesBy } from '../../api/restores';
import { ErrorBanner } from '../../components/ErrorBanner';
import { Folded } from '../../components/Folded';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { Stack } from '../../components/Stack';
import { Button, Flex, Spinner, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { Blocker } from './Blocker';
import { ReportCards } from './ReportCards';
import { StrategyFields } from './StrategyFields';

interface ComparisonProps {
  report: UseQueryResult<Report>;
  strategies: Strategies;
  onChange: (strategies: Strategies) => void;
}

/** Whether the archive can be restored here, and if not, what to do. */
export function Comparison({ report, strategies, onChange }: ComparisonProps) {
  const t = useTranslate();
  const { data, error, isFetching, refetch } = report;
  // A change of what to restore alone does not make the verdict doubtful.
  const current = data && judgesBy(data, strategies) ? data : undefined;
  const isBlocked = current !== undefined && current.blockers.length > 0;

  return (
    <Panel title={t('report.title')}>
      <Stack>
        {isFetching && !current && (
          <Flex gap={3} role="status">
            <Spinner />
            <Typography>{t('report.checking')}</Typography>
          </Flex>
        )}
        {!isFetching && error ? (
          <ErrorBanner failure={toFailure(error)} title={t('report.failed')}>
            <Flex>
              <Button variant="tertiary" onClick={() => void refetch()}>
                {t('report.retry')}
              </Button>
            </Flex>
          </ErrorBanner>
        ) : null}
        {current && (
          <Verdict
            report={current}
            onAccept={(accepted) => onChange({ ...strategies, ...accepted })}
          />
        )}
      </Stack>
      <Folded title={t('report.strictness')} openAtFirst={isBlocked}>
        <StrategyFields strategies={strategies} onChange={onChange} />
      </Folded>
    </Panel>
  );
}

interface VerdictProps {
  report: Report;
  onAccept: (strategies: Partial<Strategies>) => void;
}

function Verdict({ report, onAccept }: VerdictProps) {
  const t = useTranslate();

  return (
    <>
      {report.blockers.length === 0 && (
        <div role="status">
          <Notice kind="success">{t('report.fits')}</Notice>
        </div>
      )}
      {report.blockers.map((blocker) => (
        <Blocker key={blocker.details.code} blocker={blocker} report={report} onAccept={onAccept} />
      ))}
      <ReportCards report={report} />
    </>
  );
}
