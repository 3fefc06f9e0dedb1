import { ConfirmDialog, Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';

export function LeaveDialog({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) {
  const t = useTranslate();

  return (
    <ConfirmDialog
      title={t('upload.leave.title')}
      cancel={t('upload.leave.stay')}
      confirm={t('upload.leave.leave')}
      onCancel={onStay}
      onConfirm={onLeave}
    >
      <Typography textAlign="center">{t('upload.leave.text')}</Typography>
    </ConfirmDialog>
  );
}
