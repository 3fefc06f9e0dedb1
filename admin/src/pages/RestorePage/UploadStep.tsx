import type { UploadState } from '../../api/useUpload';
import { LiveStatus } from '../../components/LiveStatus';
import { Panel } from '../../components/Panel';
import { useFormat } from '../../format/useFormat';
import { Button, Flex, ProgressBar, Spinner, Typography, useLeaveGuard } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { LeaveDialog } from './LeaveDialog';

interface UploadStepProps {
  state: Exclude<UploadState, { phase: 'idle' }>;
  onCancel: () => void;
}

export function UploadStep({ state, onCancel }: UploadStepProps) {
  const t = useTranslate();
  const guard = useLeaveGuard(true);

  return (
    <Panel title={t('upload.title', { filename: state.filename })} hint={t('upload.stay')}>
      {state.phase === 'sending' ? <Sending {...state} /> : <Checking />}
      <Flex>
        <Button variant="danger-light" size="L" onClick={onCancel}>
          {t('upload.cancel')}
        </Button>
      </Flex>
      {guard.pending && <LeaveDialog onLeave={guard.leave} onStay={guard.stay} />}
    </Panel>
  );
}

type SendingProps = Extract<UploadState, { phase: 'sending' }>;

function Sending({ sent, total, speed, secondsLeft }: SendingProps) {
  const t = useTranslate();
  const format = useFormat();
  const done = total > 0 ? sent / total : 0;

  const facts = [
    t('upload.progress', { sent: format.bytes(sent), total: format.bytes(total) }),
    speed !== null && format.speed(speed),
    secondsLeft !== null && t('upload.timeLeft', { duration: format.duration(secondsLeft) }),
  ];
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <ProgressBar label={t('upload.progress.label')} value={done} />
      <LiveStatus text={t('upload.announce', { percent: Math.round(done * 100) })} />
      <Typography textColor="neutral600">{facts.filter(Boolean).join(' · ')}</Typography>
    </Flex>
  );
}

function Checking() {
  const t = useTranslate();

  return (
    <Flex gap={3} role="status">
      <Spinner />
      <Typography>{t('upload.checking')}</Typography>
    </Flex>
  );
}
