import type { ListedJob } from '../../../../shared/contract';
import { JobHistory } from '../../components/job/JobHistory';
import { Panel } from '../../components/Panel';
import { Stack } from '../../components/Stack';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';

/** What was exported and what was restored. */
export function Histories({ jobs }: { jobs: ListedJob[] }) {
  const t = useTranslate();

  return jobs.length === 0 ? (
    <Panel>
      <Typography textColor="neutral600">{t('history.none')}</Typography>
    </Panel>
  ) : (
    <Stack gap={6}>
      <Typography textColor="neutral600">{t('history.where')}</Typography>
      <JobHistory kind="export" jobs={jobs} />
      <JobHistory kind="restore" jobs={jobs} />
    </Stack>
  );
}
