import type { UploadView } from '../../../api/upload/run';
import { LINE_HEIGHT } from '../../../components/lineHeight';
import { LiveStatus } from '../../../components/LiveStatus';
import { Stack } from '../../../components/Stack';
import { wholePercent } from '../../../format/percent';
import { useFormat } from '../../../format/useFormat';
import { Flex, ProgressBar, Spinner, Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';

/** All is on the server, which reads it to the end. */
export function Checking({ view: { status, size, unanswered } }: { view: UploadView }) {
  const t = useTranslate();
  const format = useFormat();
  const isRead = status?.state === 'ready';
  const read = isRead ? size : (status?.read ?? 0);
  const done = size > 0 ? read / size : 0;

  return (
    <Stack gap={2}>
      <ProgressBar label={t('upload.checking.label')} value={done} />
      <LiveStatus text={t('upload.checking.announce', { percent: wholePercent(done) })} />
      <Typography textColor="neutral600">
        {t('upload.progress', { sent: format.bytes(read), total: format.bytes(size) })}
      </Typography>
      <Flex gap={3} role="status" style={{ minHeight: LINE_HEIGHT }}>
        <Spinner />
        <Typography>
          {unanswered ? t('upload.unanswered') : t(isRead ? 'upload.comparing' : 'upload.checking')}
        </Typography>
      </Flex>
    </Stack>
  );
}
