import type { ListedJob } from '../../../../shared/contract';
import { secondsBetween } from '../../format/duration';
import { useFormat } from '../../format/useFormat';
import { Badge, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { Checksum } from './Checksum';

const BADGES = { done: 'success', failed: 'danger', cancelled: 'neutral' } as const;

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

export function ResultCell({ job }: { job: ListedJob }) {
  const t = useTranslate();
  const state = job.state === 'done' || job.state === 'cancelled' ? job.state : 'failed';
  return <Badge variant={BADGES[state]}>{t(`history.state.${state}`)}</Badge>;
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
