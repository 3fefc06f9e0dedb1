import type { JobSnapshot } from '../../../../shared/contract';
import type { ActiveJob } from '../../api/shared';
import { useFormat } from '../../format/useFormat';
import { Button, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { Notice } from '../Notice';

export function DoneText({ job, snapshot }: { job: ActiveJob; snapshot: JobSnapshot }) {
  const t = useTranslate();
  const format = useFormat();
  const filename = snapshot.filename ?? job.filename ?? t('job.file.fallback');

  if (snapshot.kind === 'export') {
    return (
      <Notice kind="success">
        {job.ticket
          ? t('job.done.export', { filename, size: format.bytes(snapshot.bytesSent ?? 0) })
          : t('job.done.export.others')}
      </Notice>
    );
  }
  return (
    <Notice kind="success">
      <Typography textColor="neutral800">
        {snapshot.undoes
          ? t('job.done.undo')
          : t(snapshot.partial ? 'job.done.restore.part' : 'job.done.restore', { filename })}
      </Typography>
      <Flex>
        <Button variant="success-light" onClick={() => window.location.reload()}>
          {t('job.done.reload')}
        </Button>
      </Flex>
    </Notice>
  );
}
