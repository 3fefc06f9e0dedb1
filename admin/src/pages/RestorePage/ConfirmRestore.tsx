import { useState } from 'react';
import type { ContentTypeInfo } from '../../../../shared/contract';
import { OptionCheckbox } from '../../components/OptionCheckbox';
import type { Selection } from '../../components/selection/selection';
import { isNarrowed } from '../../components/selection/selection';
import { useTypeNames } from '../../components/selection/useTypeNames';
import { ConfirmDialog, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { useSelectionWords } from '../../components/selection/useSelectionWords';

interface ConfirmRestoreProps {
  filename: string;
  selection: Selection;
  /** The content types that could be chosen. */
  offered: ContentTypeInfo[];
  /** Those of which the archive has nothing, though the site has. */
  emptied: ContentTypeInfo[];
  busy: boolean;
  onCancel: () => void;
  onConfirm: (options: { safetyCopy: boolean }) => void;
}

export function ConfirmRestore({ filename, selection, ...props }: ConfirmRestoreProps) {
  const { offered, emptied, busy, onCancel, onConfirm } = props;
  const [safetyCopy, setSafetyCopy] = useState(true);
  const t = useTranslate();
  const names = useTypeNames();
  const { replaced, left } = useSelectionWords(selection, offered);

  return (
    <ConfirmDialog
      title={t('confirm.title')}
      cancel={t('confirm.cancel')}
      confirm={t('confirm.submit')}
      busy={busy}
      onCancel={onCancel}
      onConfirm={() => onConfirm({ safetyCopy })}
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
        <OptionCheckbox
          name="safety-copy"
          label={t('confirm.safetyCopy')}
          hint={t(safetyCopy ? 'confirm.safetyCopy.hint' : 'confirm.safetyCopy.risk')}
          warning={!safetyCopy}
          disabled={busy}
          checked={safetyCopy}
          onChange={setSafetyCopy}
        />
      </Flex>
    </ConfirmDialog>
  );
}
