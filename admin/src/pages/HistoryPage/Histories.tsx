import { useJobs } from '../../api/jobs';
import { JobHistory } from '../../components/job/JobHistory';
import { Panel } from '../../components/Panel';
import { Stack } from '../../components/Stack';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';

/** What was exported and what was restored; stands where no job is in the way. */
export function Histories() {
  const t = useTranslate();
  const { data } = useJobs();
  if (!data) return null;

  return data.recent.length === 0 ? (
    <Panel>
      <Typography textColor="neutral600">{t('history.none')}</Typography>
    </Panel>
  ) : (
    <Stack gap={6}>
      <JobHistory kind="export" jobs={data.recent} />
      <JobHistory kind="restore" jobs={data.recent} />
    </Stack>
  );
}
