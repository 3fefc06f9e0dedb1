import type { UploadView } from '../../../api/upload/run';
import { LINE_HEIGHT } from '../../../components/lineHeight';
import { LiveStatus } from '../../../components/LiveStatus';
import { Stack } from '../../../components/Stack';
import { wholePercent } from '../../../format/percent';
import { useFormat } from '../../../format/useFormat';
import { Flex, ProgressBar, Spinner, Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';

/** How much of a file has been sent, or why it does not go on just now. */
export function Sending({ view }: { view: UploadView }) {
  const t = useTranslate();
  const format = useFormat();
  const { line, sent, size, speed, secondsLeft } = view;
  const arrived = Math.max(view.confirmed, view.status?.received ?? 0);
  const done = fraction(line === 'sending' ? Math.max(sent, arrived) : arrived, size);
  const percent = wholePercent(done);

  const facts = [
    t('upload.progress', { sent: format.bytes(done * size), total: format.bytes(size) }),
    line === 'sending' && speed !== null && format.speed(speed),
    line === 'sending' &&
      secondsLeft !== null &&
      t('upload.timeLeft', { duration: format.duration(secondsLeft) }),
  ];
  return (
    <Stack gap={2}>
      <ProgressBar label={t('upload.progress.label')} value={done} />
      {line === 'sending' && <LiveStatus text={t('upload.announce', { percent })} />}
      <Typography textColor="neutral600">{facts.filter(Boolean).join(' · ')}</Typography>
      <Flex gap={3} role="status" style={{ minHeight: LINE_HEIGHT }}>
        {line === 'waiting' && <Spinner />}
        {line === 'waiting' && <Typography>{t('upload.waiting', { percent })}</Typography>}
        {line === 'paused' && <Typography>{t('upload.paused', { percent })}</Typography>}
      </Flex>
    </Stack>
  );
}

const fraction = (part: number, whole: number) => (whole > 0 ? Math.min(1, part / whole) : 0);
