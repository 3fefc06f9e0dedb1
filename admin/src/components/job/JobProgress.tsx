import { useEffect } from 'react';
import type { JobSnapshot } from '../../../../shared/contract';
import type { ActiveJob } from '../../api/shared';
import { useFormat } from '../../format/useFormat';
import { Flex, Typography } from '../../host';
import { hideBanner } from '../../restoring/display';
import { useTranslate } from '../../translations/useTranslate';
import { LiveStatus } from '../LiveStatus';
import { Notice } from '../Notice';
import { Panel } from '../Panel';
import { CancelButton } from './CancelButton';
import { DownloadHelp } from './DownloadHelp';
import { KeyReminder } from './KeyReminder';
import { StageList } from './StageList';
import { StepLine } from './StepLine';
import { useStageText } from './useStageText';
import { wordFor } from './words';

interface JobProgressProps {
  job: ActiveJob;
  snapshot: JobSnapshot;
  reconnecting: boolean;
}

export function JobProgress({ job, snapshot, reconnecting }: JobProgressProps) {
  const t = useTranslate();
  const format = useFormat();
  const describe = useStageText();
  useEffect(hideBanner, []);

  const { kind, stages, bytesSent } = snapshot;
  const state = snapshot.state === 'waiting' ? 'waiting' : 'running';
  const filename = snapshot.filename ?? job.filename ?? t('job.file.fallback');
  const word = wordFor(snapshot);
  const current = stages.find((stage) => stage.state === 'running');
  const own = job.ticket !== undefined;

  return (
    <Panel title={t(`job.${word}.${state}`)}>
      {current && (
        <LiveStatus
          text={t('job.announce', {
            stage: t(`stage.${current.name}`),
            progress: describe(current),
          })}
        />
      )}
      {own ? (
        state === 'running' && (
          <Typography textColor="neutral600">
            {t(`job.${kind}.running.text`, { filename })}
          </Typography>
        )
      ) : (
        <Typography textColor="neutral600">
          {t('text.sentences', {
            first: t('job.startedBy', { name: job.startedBy ?? '' }),
            second: t('job.others'),
          })}
        </Typography>
      )}
      {reconnecting && <Notice kind="warning">{t('job.reconnecting')}</Notice>}
      {state === 'waiting' && job.downloadUrl && <DownloadHelp url={job.downloadUrl} />}
      {kind === 'restore' && <StepLine snapshot={snapshot} />}
      <StageList stages={stages} />
      {kind === 'export' && state === 'running' && (
        <Typography variant="pi" textColor="neutral600">
          {t('job.bytesSent', { size: format.bytes(bytesSent ?? 0) })}
        </Typography>
      )}
      {job.key && <KeyReminder archiveKey={job.key} filename={snapshot.filename ?? job.filename} />}
      {own && (
        <Flex>
          {snapshot.cancellable ? (
            <CancelButton job={job} word={word} />
          ) : (
            <Typography textColor="neutral600">{t('job.cancel.tooLate')}</Typography>
          )}
        </Flex>
      )}
    </Panel>
  );
}
