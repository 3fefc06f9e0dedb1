import { Button, Duplicate, useNotify } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { copyText } from '../KeyField/copyText';

const SHOWN = 8;

/** Too long to read in a table: its beginning to compare, and all of it to copy. */
export function Checksum({ sha256 }: { sha256: string }) {
  const t = useTranslate();
  const notify = useNotify();

  const copy = async () => {
    if (await copyText(sha256)) notify('success', t('history.sha256.copied', { sha256 }));
    else notify('warning', t('history.sha256.copyFailed', { sha256 }));
  };

  return (
    <Button
      variant="ghost"
      size="S"
      title={t('history.sha256.copy', { sha256 })}
      endIcon={<Duplicate aria-hidden />}
      onClick={copy}
      // In line with the text above it.
      style={{ paddingInlineStart: 0 }}
    >
      {t('history.sha256', { start: sha256.slice(0, SHOWN) })}
    </Button>
  );
}
