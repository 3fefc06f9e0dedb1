import type { JobSnapshot } from '../../../../shared/contract';
import { failureOfJob } from '../../api/failure';
import type { ActiveJob } from '../../api/shared';
import { Flex } from '../../host';
import { OutcomeHeading } from '../OutcomeHeading';
import { Panel } from '../Panel';
import { useTranslate } from '../../translations/useTranslate';
import { CancelledText } from './CancelledText';
import { DoneText } from './DoneText';
import { FailedText } from './FailedText';
import { KeyReminder } from './KeyReminder';
import { NextButton } from './NextButton';
import { StageList } from './StageList';
import { UndoButton } from './UndoButton';
import { Warnings } from './Warnings';
import { wordFor } from './words';

interface JobOutcomeProps {
  job: ActiveJob;
  snapshot: JobSnapshot;
}

export function JobOutcome({ job, snapshot }: JobOutcomeProps) {
  const t = useTranslate();
  const { kind, state, error, warnings } = snapshot;
  const failure = error && failureOfJob(error);
  const word = wordFor(snapshot);
  const outcome = state === 'done' || state === 'cancelled' ? state : 'failed';

  return (
    <Panel>
      <OutcomeHeading>{t(`job.${word}.${outcome}`)}</OutcomeHeading>
      {outcome === 'done' && <DoneText job={job} snapshot={snapshot} />}
      {outcome === 'cancelled' && <CancelledText kind={kind} failure={failure} />}
      {outcome === 'failed' && <FailedText kind={kind} failure={failure} />}
      {outcome === 'done' && job.key && <KeyReminder archiveKey={job.key} />}
      <Warnings warnings={warnings} />
      <StageList stages={snapshot.stages} />
      <Flex gap={3} wrap="wrap">
        <NextButton kind={kind} />
        {outcome === 'done' && snapshot.safetyCopy && <UndoButton restore={snapshot} />}
      </Flex>
    </Panel>
  );
}
