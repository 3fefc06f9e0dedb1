import type { UseQueryResult } from 'react-query';
import type { Report } from '../../../../shared/contract';
import { toFailure } from '../../api/failure';
import type { Strategies } from '../../api/restores';
import { ErrorBanner } from '../../components/ErrorBanner';
import { Folded } from '../../components/Folded';
import { Notice } from '../../components/Notice';
import { Panel } from '../../components/Panel';
import { Stack } from '../../components/Stack';
import { Button, Flex, Spinner, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { Blocker } from './Blocker';
import { StrategyFields } from './StrategyFields';

interface ComparisonProps {
  report: UseQueryResult<Report>;
  strategies: Strategies;
  onChange: (strategies: Strategies) => void;
}

export function Comparison({ report, strategies, onChange }: ComparisonProps) {
  const t = useTranslate();
  const { data, error, isFetching, refetch } = report;
  const isBlocked = data !== undefined && data.blockers.length > 0;

  return (
    <Panel title={t('report.title')}>
      <Stack>
        {isFetching && (
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
        {!isFetching && data && <Verdict report={data} />}
      </Stack>
      <Folded title={t('report.strictness')} openAtFirst={isBlocked}>
        <StrategyFields strategies={strategies} onChange={onChange} />
      </Folded>
    </Panel>
  );
}

function Verdict({ report }: { report: Report }) {
  const t = useTranslate();

  if (report.blockers.length === 0) return <Notice kind="success">{t('report.fits')}</Notice>;
  return (
    <>
      {report.blockers.map((blocker) => (
        <Blocker key={blocker.details.code} blocker={blocker} />
      ))}
    </>
  );
}
