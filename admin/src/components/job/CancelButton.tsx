import { useCancelJob } from '../../api/jobs';
import { toFailure } from '../../api/failure';
import type { ActiveJob } from '../../api/shared';
import { Button, useNotify } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import type { wordFor } from './words';

interface CancelButtonProps {
  job: ActiveJob;
  word: ReturnType<typeof wordFor>;
}

/** Stays busy after the server agreed, until the job's own state says that it has stopped. */
export function CancelButton({ job, word }: CancelButtonProps) {
  const t = useTranslate();
  const notify = useNotify();
  const cancel = useCancelJob();

  const onClick = () =>
    cancel.mutate(job, {
      onError: (error) => {
        // It ended in the same moment: the next look at it tells.
        if (toFailure(error).status !== 404) notify('danger', t('job.cancel.failed'));
      },
    });

  return (
    <Button
      variant="danger-light"
      loading={cancel.isLoading || cancel.isSuccess}
      onClick={onClick}
      size="L"
    >
      {t(`job.cancel.${word}`)}
    </Button>
  );
}
