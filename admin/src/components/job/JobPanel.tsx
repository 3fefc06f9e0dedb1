import { useEffect } from 'react';
import type { JobKind } from '../../../../shared/contract';
import { useJobView, useRefetchWhen } from '../../api/jobs';
import type { ActiveJob } from '../../api/shared';
import { useActiveJob, useStagedUpload } from '../../api/shared';
import { Flex, Spinner, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ErrorBanner } from '../ErrorBanner';
import { Notice } from '../Notice';
import { OutcomeHeading } from '../OutcomeHeading';
import { Panel } from '../Panel';
import { JobOutcome } from './JobOutcome';
import { JobProgress } from './JobProgress';
import { NextButton } from './NextButton';

/** The kind of jobs that a page is about, or all of them. */
export type JobPage = JobKind | 'history';

/** Follows one job, from its start to what came of it. */
export function JobPanel({ job, page }: { job: ActiveJob; page: JobPage }) {
  const t = useTranslate();
  const view = useJobView(job);
  const [, setActiveJob] = useActiveJob();
  const [, setStaged] = useStagedUpload();

  const isOver = view.phase === 'ended' || view.phase === 'lost';
  const belongsHere = job.kind === page || page === 'history';
  useEffect(() => {
    // The end of an export is of no interest on the Restore page, and the other way round.
    if (isOver && !belongsHere) setActiveJob(null);
  }, [isOver, belongsHere, setActiveJob]);

  useRefetchWhen(isOver);

  const isRestored =
    view.phase === 'ended' && job.kind === 'restore' && view.snapshot.state === 'done';
  useEffect(() => {
    // The server drops what it has restored, and keeps the upload of a failed restore for another try.
    if (isRestored) setStaged(null);
  }, [isRestored, setStaged]);

  switch (view.phase) {
    case 'connecting':
      return (
        <Panel>
          <Flex gap={3} role="status">
            <Spinner />
            <Typography textColor="neutral600">{t('job.connecting')}</Typography>
          </Flex>
        </Panel>
      );
    case 'lost':
      return (
        <Panel>
          <OutcomeHeading>{t(`job.${job.kind}.lost`)}</OutcomeHeading>
          {view.failure.code === 'jobNotFound' ? (
            <Notice kind="danger">{t(`job.lost.${job.kind}`)}</Notice>
          ) : (
            <ErrorBanner failure={view.failure} />
          )}
          <NextButton kind={job.kind} page={page} />
        </Panel>
      );
    case 'ended':
      return <JobOutcome job={job} snapshot={view.snapshot} page={page} />;
    default:
      return (
        <JobProgress
          job={job}
          snapshot={view.snapshot}
          reconnecting={view.phase === 'reconnecting'}
        />
      );
  }
}
