import type { JobSnapshot } from '../../../../shared/contract';
import { toFailure } from '../../api/failure';
import { useUndoRestore } from '../../api/restores';
import { useFormat } from '../../format/useFormat';
import { ConfirmDialog, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ErrorBanner } from '../ErrorBanner';
import { Stack } from '../Stack';

interface ConfirmUndoProps {
  restore: JobSnapshot;
  onCancel: () => void;
}

/** Gone as soon as the server has agreed: the page shows the undoing then. */
export function ConfirmUndo({ restore, onCancel }: ConfirmUndoProps) {
  const t = useTranslate();
  const format = useFormat();
  const undo = useUndoRestore();

  const date = format.dateTime(restore.createdAt);
  const kept = (restore.safetyCopy?.exclude ?? []).map((part) => t(`confirm.part.${part}`));
  return (
    <ConfirmDialog
      title={t(restore.undoes ? 'undo.again.title' : 'undo.title')}
      cancel={t('undo.cancel')}
      confirm={t(restore.undoes ? 'undo.again.button' : 'undo.submit')}
      busy={undo.isLoading}
      onCancel={onCancel}
      onConfirm={() => undo.mutate(restore)}
    >
      <Stack gap={3}>
        <Typography fontWeight="bold">
          {t(restore.undoes ? 'undo.again.text' : 'undo.text', { date })}
        </Typography>
        <Typography fontWeight="bold" textColor="danger600">
          {t('undo.lost')}
        </Typography>
        {kept.length > 0 && (
          <Typography>{t('confirm.left', { parts: format.list(kept) })}</Typography>
        )}
        <Typography>{t('confirm.kept')}</Typography>
        <Typography textColor="neutral600">{t('undo.safetyCopy')}</Typography>
        {undo.isError && (
          <ErrorBanner failure={toFailure(undo.error)} title={t('undo.startFailed')} />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
