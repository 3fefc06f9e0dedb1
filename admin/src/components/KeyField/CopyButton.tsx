import { Button, Duplicate, useNotify } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { copyText } from './copyText';

export function CopyButton({ text, disabled = false }: { text: string; disabled?: boolean }) {
  const t = useTranslate();
  const notify = useNotify();

  const copy = async () => {
    if (await copyText(text)) notify('success', t('key.copied'));
    else notify('warning', t('key.copyFailed'));
  };

  return (
    <Button
      variant="tertiary"
      size="L"
      startIcon={<Duplicate />}
      disabled={disabled}
      onClick={copy}
    >
      {t('key.copy')}
    </Button>
  );
}
