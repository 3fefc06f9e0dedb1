import { useEffect } from 'react';
import type { JobSnapshot } from '../../../../shared/contract';
import { failureOfJob } from '../../api/failure';
import type { ActiveJob } from '../../api/shared';
import { Flex, forgetContent } from '../../host';
import { OutcomeHeading } from '../OutcomeHeading';
import { Panel } from '../Panel';
import { useTranslate } from '../../translations/useTranslate';
import { CancelledText } from './CancelledText';
import { DoneText } from './DoneText';
import { ExportSummary } from './ExportSummary';
import { FailedText } from './FailedText';
import type { JobPage } from './JobPanel';
import { KeyReminder } from './KeyReminder';
import { NextButton } from './NextButton';
import { NextSteps } from './NextSteps';
import { StageList } from './StageList';
import { UndoButton } from './UndoButton';
import { Warnings } from './Warnings';
import { wordFor } from './words';

interface JobOutcomeProps {
  page: JobPage;
  job: ActiveJob;
  snapshot: JobSnapshot;
}

export function JobOutcome({ page, job, snapshot }: JobOutcomeProps) {
  const t = useTranslate();
  const { kind, state, error, warnings } = snapshot;
  const failure = error && failureOfJob(error);
  const word = wordFor(snapshot);
  useForgottenContent(state === 'done' && kind === 'restore');
  const outcome = state === 'done' || state === 'cancelled' ? state : 'failed';
  const isGoodExport = outcome === 'done' && kind === 'export';

  return (
    <Panel>
      <OutcomeHeading>{t(`job.${word}.${outcome}`)}</OutcomeHeading>
      {outcome === 'done' && <DoneText job={job} snapshot={snapshot} />}
      {outcome === 'cancelled' && <CancelledText kind={kind} failure={failure} />}
      {outcome === 'failed' && <FailedText kind={kind} failure={failure} />}
      {outcome === 'done' && job.key && (
        <KeyReminder
          archiveKey={job.key}
          filename={snapshot.filename ?? job.filename}
          sha256={snapshot.sha256}
        />
      )}
      <Warnings warnings={warnings} />
      {isGoodExport && job.ticket && (
        <NextSteps encrypted={/\.enc$/.test(snapshot.filename ?? '')} />
      )}
      {isGoodExport && <ExportSummary snapshot={snapshot} />}
      <StageList stages={snapshot.stages} />
      <Flex gap={3} wrap="wrap">
        <NextButton kind={kind} page={page} isDone={outcome === 'done'} />
        {outcome === 'done' && snapshot.safetyCopy && <UndoButton restore={snapshot} />}
      </Flex>
    </Panel>
  );
}

/** The admin's other pages show what they have shown before, until they are told that it is gone. */
function useForgottenContent(isReplaced: boolean): void {
  useEffect(() => (isReplaced ? forgetContent : undefined), [isReplaced]);
}
