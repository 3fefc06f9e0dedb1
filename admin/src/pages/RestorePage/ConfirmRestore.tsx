import type { ContentTypeInfo } from '../../../../shared/contract';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import type { Selection } from '../../components/selection/selection';
import { isNarrowed } from '../../components/selection/selection';
import { useTypeNames } from '../../components/selection/useTypeNames';
import { Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { useSelectionWords } from './useSelectionWords';

interface ConfirmRestoreProps {
  filename: string;
  selection: Selection;
  /** The content types that could be chosen. */
  offered: ContentTypeInfo[];
  /** Those of which the archive has nothing, though the site has. */
  emptied: ContentTypeInfo[];
  busy: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

export function ConfirmRestore({ filename, selection, ...props }: ConfirmRestoreProps) {
  const { offered, emptied, busy, ...actions } = props;
  const t = useTranslate();
  const names = useTypeNames();
  const { replaced, left } = useSelectionWords(selection, offered);

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
          {t('confirm.replaced', { parts: replaced, filename })}
        </Typography>
        {emptied.length > 0 && (
          <Typography fontWeight="semiBold" textColor="danger600">
            {t('confirm.emptied', { types: names(emptied) })}
          </Typography>
        )}
        {left && <Typography>{t('confirm.left', { parts: left })}</Typography>}
        {isNarrowed(selection) && <Typography>{t('confirm.relations')}</Typography>}
        <Typography>{t('confirm.kept')}</Typography>
        <Typography textColor="neutral600">{t('confirm.failure')}</Typography>
      </Flex>
    </ConfirmDialog>
  );
}
