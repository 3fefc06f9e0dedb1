import type { ListedJob } from '../../../../shared/contract';
import { Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { UndoButton } from './UndoButton';

/** For a restore that can be undone, or could be once. */
export function UndoCell({ job }: { job: ListedJob }) {
  const t = useTranslate();
  if (job.canUndo) return <UndoButton restore={job} size="S" />;

  return (
    <Typography variant="pi" textColor="neutral600">
      {t('history.undo.gone')}
    </Typography>
  );
}
