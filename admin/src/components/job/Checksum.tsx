import { Button, Duplicate, Flex, Typography, useNotify } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { copyText } from '../KeyField/copyText';

const SHOWN = 8;

/** Too long to read in a table: its beginning to compare, and all of it to copy. */
export function Checksum({ sha256 }: { sha256: string }) {
  const t = useTranslate();

  return (
    <CopyChecksum sha256={sha256}>
      {t('history.sha256', { start: sha256.slice(0, SHOWN) })}
    </CopyChecksum>
  );
}

/** All of it, where there is room. */
export function WholeChecksum({ sha256 }: { sha256: string }) {
  const t = useTranslate();

  return (
    <Flex direction="column" alignItems="start" gap={1}>
      <Typography variant="sigma" textColor="neutral600">
        {t('summary.sha256')}
      </Typography>
      <Flex gap={3} wrap="wrap" alignItems="center">
        <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
          {sha256}
        </Typography>
        <CopyChecksum sha256={sha256}>{t('summary.sha256.copy')}</CopyChecksum>
      </Flex>
      <Typography variant="pi" textColor="neutral600">
        {t('summary.sha256.hint')}
      </Typography>
    </Flex>
  );
}

function CopyChecksum({ sha256, children }: { sha256: string; children: string }) {
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
      {children}
    </Button>
  );
}
