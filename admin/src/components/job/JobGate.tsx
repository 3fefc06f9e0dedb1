import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { downloadPath, type JobList, type ListedJob } from '../../../../shared/contract';
import { toFailure } from '../../api/failure';
import { useJobs } from '../../api/jobs';
import type { ActiveJob } from '../../api/shared';
import { useActiveJob } from '../../api/shared';
import { Flex, Loader, useBackend } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ErrorBanner } from '../ErrorBanner';
import { Stack } from '../Stack';
import type { JobPage } from './JobPanel';
import { JobPanel } from './JobPanel';

interface JobGateProps {
  page: JobPage;
  children: Purpose;
}

/** What a page is for. One that shows the jobs is given them: asking is the gate's, which takes it away meanwhile. */
type Purpose = ReactNode | ((jobs: JobList) => ReactNode);

/** Shows the job that runs, whoever started it and wherever; else what the page is for. */
export function JobGate({ page, children }: JobGateProps) {
  const [active] = useActiveJob();
  return active ? <JobPanel job={active} page={page} /> : <Idle purpose={children} />;
}

function Idle({ purpose }: { purpose: Purpose }) {
  const t = useTranslate();
  const { data, error, isFetchedAfterMount } = useJobs();
  const [, setActiveJob] = useActiveJob();
  const { url } = useBackend();

  // What was known before may still show as running what has just ended.
  const running = isFetchedAfterMount && data?.running;
  useEffect(() => {
    if (running) setActiveJob(follow(running, url));
  }, [running, setActiveJob, url]);

  if (!isFetchedAfterMount || running) {
    return (
      <Flex justifyContent="center" padding={8}>
        <Loader>{t('job.connecting')}</Loader>
      </Flex>
    );
  }
  return (
    <Stack gap={6}>
      {error ? <ErrorBanner failure={toFailure(error)} title={t('history.failed')} /> : null}
      {typeof purpose === 'function' ? data && purpose(data) : purpose}
    </Stack>
  );
}

/** The download of an export that still waits can be begun from here, if it is one's own. */
function follow(
  { id, kind, state, ticket, startedBy, filename }: ListedJob,
  backendURL: string,
): ActiveJob {
  const waits = kind === 'export' && state === 'waiting' && ticket !== undefined;
  const downloadUrl = waits ? backendURL + downloadPath({ id, ticket }) : undefined;
  return { id, kind, ticket, startedBy, filename, downloadUrl };
}
