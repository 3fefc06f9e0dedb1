import type { ListedJob } from '../../../../shared/contract';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { UndoButton } from './UndoButton';

/** Nothing for a restore that can't be undone and never could. */
export function UndoCell({ job, undone }: { job: ListedJob; undone: boolean }) {
  const t = useTranslate();
  if (undone || job.state !== 'done') return null;
  if (job.canUndo) return <UndoButton restore={job} size="S" />;
  if (!job.safetyCopy) return null;

  return (
    <Typography variant="pi" textColor="neutral600">
      {t('history.undo.gone')}
    </Typography>
  );
}
