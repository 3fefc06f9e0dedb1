import type { ListedJob } from '../../../../shared/contract';
import { failureOfJob } from '../../api/failure';
import { secondsBetween } from '../../format/duration';
import { useFormat } from '../../format/useFormat';
import { Badge, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { useExplain } from '../useExplain';
import { cancelReason } from './cancelReason';
import { Checksum } from './Checksum';

const BADGES = {
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
  undone: 'neutral',
} as const;

/** What it was about, and by what one knows the archive again. */
export function WhatCell({ job }: { job: ListedJob }) {
  const t = useTranslate();
  const format = useFormat();
  const filename = job.filename ?? t('job.file.fallback');
  const bytes = job.bytesSent ?? job.archiveBytes;
  const size = bytes ? format.bytes(bytes) : '';

  return (
    <Flex direction="column" alignItems="start">
      <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
        <bdi>{job.undoes ? t('history.what.undo', { filename }) : filename}</bdi>
      </Typography>
      <Flex gap={3} wrap="wrap">
        {size && (
          <Typography variant="pi" textColor="neutral600">
            {size}
          </Typography>
        )}
        {job.sha256 && <Checksum sha256={job.sha256} />}
      </Flex>
    </Flex>
  );
}

export function ResultCell({ job, undone }: { job: ListedJob; undone: boolean }) {
  const t = useTranslate();
  const ended = job.state === 'done' || job.state === 'cancelled' ? job.state : 'failed';
  const state = undone ? 'undone' : ended;
  const reason = useReason(job);

  return (
    <Flex direction="column" alignItems="start" gap={1} style={reason ? ROOM : undefined}>
      <Badge variant={BADGES[state]}>{t(`history.state.${state}`)}</Badge>
      {reason && (
        <Typography variant="pi" textColor="neutral600" style={{ overflowWrap: 'anywhere' }}>
          {reason}
        </Typography>
      )}
    </Flex>
  );
}

/** For some sentences, in a table that is as wide as its words. */
const ROOM = { minWidth: '200px', maxWidth: '360px' };

/** Why it did not come to a good end; nothing of what a person has cancelled. */
function useReason({ state, error }: ListedJob): string | undefined {
  const t = useTranslate();
  const explain = useExplain();
  if (!error || state === 'done') return undefined;

  const failure = failureOfJob(error);
  if (state !== 'cancelled') return explain(failure);
  const reason = cancelReason(failure);
  return reason && t(reason);
}

export function WhenCell({ job: { createdAt, endedAt } }: { job: ListedJob }) {
  const t = useTranslate();
  const format = useFormat();

  return (
    <Flex direction="column" alignItems="start">
      <Typography textColor="neutral800">{format.dateTime(endedAt ?? createdAt)}</Typography>
      {endedAt && (
        <Typography variant="pi" textColor="neutral600">
          {t('history.took', { duration: format.duration(secondsBetween(createdAt, endedAt)) })}
        </Typography>
      )}
    </Flex>
  );
}
