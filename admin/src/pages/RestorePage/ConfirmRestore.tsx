import type { Preset } from '../../../../shared/contract';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { allBut } from '../../components/allBut';
import { useFormat } from '../../format/useFormat';
import { Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';

interface ConfirmRestoreProps {
  filename: string;
  included: Preset[];
  busy: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

export function ConfirmRestore({ filename, included, busy, ...actions }: ConfirmRestoreProps) {
  const t = useTranslate();
  const format = useFormat();

  const name = (presets: Preset[]) =>
    format.list(presets.map((preset) => t(`confirm.part.${preset}`)));
  const kept = allBut(included);

  return (
    <ConfirmDialog
      title={t('confirm.title')}
      cancel={t('confirm.cancel')}
      confirm={t('confirm.submit')}
      busy={busy}
      {...actions}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Typography fontWeight="semiBold" style={{ overflowWrap: 'anywhere' }}>
          {t('confirm.replaced', { parts: name(included), filename })}
        </Typography>
        {kept.length > 0 && <Typography>{t('confirm.left', { parts: name(kept) })}</Typography>}
        <Typography>{t('confirm.kept')}</Typography>
        <Typography textColor="neutral600">{t('confirm.failure')}</Typography>
      </Flex>
    </ConfirmDialog>
  );
}
