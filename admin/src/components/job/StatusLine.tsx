import type { ReactElement } from 'react';
import type { ListedJob } from '../../../../shared/contract';
import { useJobs } from '../../api/jobs';
import { useFormat } from '../../format/useFormat';
import {
  CheckCircle,
  Flex,
  Information,
  Spinner,
  TextLink,
  Typography,
  WarningCircle,
} from '../../host';
import { PLUGIN_ID } from '../../pluginId';
import { useTranslate } from '../../translations/useTranslate';
import type { JobPage } from './JobPanel';
import { wordFor } from './words';

/**
 * Where things stand, on top of every page: the last good export, or what runs now. One takes the place of the other, so
 * that nothing below moves.
 */
export function StatusLine({ page }: { page: JobPage }) {
  const t = useTranslate();
  const { data } = useJobs();
  const running = data?.running && <Running job={data.running} />;
  const lastExport = data && <LastExport job={data.lastExport} />;
  const restore = data?.recent.find(({ kind }) => kind === 'restore');
  const lastRestore = restore && <LastRestore job={restore} />;

  return (
    <Flex
      role="status"
      aria-label={t('status.label')}
      background="neutral0"
      hasRadius
      shadow="filterShadow"
      padding={4}
      direction="column"
      alignItems="stretch"
      gap={2}
    >
      <Flex gap={2} wrap="wrap" justifyContent="space-between" alignItems="flex-start">
        {(page !== 'restore' && running) || lastExport || <Line>{t('status.asking')}</Line>}
        {page !== 'history' && data && data.recent.length > 0 && (
          <TextLink to={`/settings/${PLUGIN_ID}/history`}>{t('status.history')}</TextLink>
        )}
      </Flex>
      {page === 'restore' && (running || lastRestore)}
    </Flex>
  );
}

function LastExport({ job }: { job: ListedJob | null }) {
  const t = useTranslate();
  const format = useFormat();
  if (!job) {
    return (
      <Line icon={<WarningCircle aria-hidden {...SIZE} fill="warning700" />}>
        {t('status.none')}
      </Line>
    );
  }

  return (
    <Line
      icon={
        job.partial ? (
          <Information aria-hidden {...SIZE} fill="primary600" />
        ) : (
          <CheckCircle aria-hidden {...SIZE} fill="success600" />
        )
      }
    >
      {t('status.lastExport', {
        date: format.dateTime(job.endedAt ?? job.createdAt),
        name: job.startedBy,
        size: format.bytes(job.bytesSent ?? 0),
        partial: job.partial === true,
      })}
    </Line>
  );
}

function LastRestore({ job }: { job: ListedJob }) {
  const t = useTranslate();
  const format = useFormat();
  const isDone = job.state === 'done';

  return (
    <Line
      icon={
        isDone ? (
          <CheckCircle aria-hidden {...SIZE} fill="success600" />
        ) : (
          <WarningCircle aria-hidden {...SIZE} fill="warning700" />
        )
      }
    >
      {t('status.lastRestore', {
        word: wordFor(job),
        state: job.state,
        date: format.dateTime(job.endedAt ?? job.createdAt),
        name: job.startedBy,
        filename: job.filename ?? t('job.file.fallback'),
      })}
    </Line>
  );
}

function Running({ job }: { job: ListedJob }) {
  const t = useTranslate();
  const format = useFormat();

  return (
    <Line icon={<Spinner />}>
      {t('status.running', {
        word: wordFor(job),
        name: job.startedBy,
        date: format.dateTime(job.createdAt),
      })}
    </Line>
  );
}

const SIZE = { width: '16px', height: '16px' } as const;

function Line({ icon, children }: { icon?: ReactElement; children: string }) {
  return (
    <Flex gap={2} alignItems="flex-start">
      <Flex width="16px" height="20px" shrink={0} justifyContent="center" alignItems="center">
        {icon}
      </Flex>
      <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
    </Flex>
  );
}
