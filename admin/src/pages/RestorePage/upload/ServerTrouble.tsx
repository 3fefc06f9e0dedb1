import type { Failure } from '../../../api/failure';
import { ErrorBanner } from '../../../components/ErrorBanner';
import { Button, Flex, Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';

interface ServerTroubleProps {
  failure: Failure;
  onTryAgain: () => void;
}

/** The server can't go on before somebody has mended it; nothing is lost meanwhile. */
export function ServerTrouble({ failure, onTryAgain }: ServerTroubleProps) {
  const t = useTranslate();

  return (
    <ErrorBanner failure={failure} title={t('upload.server.title')}>
      <Typography textColor="neutral800">{t('upload.server.kept')}</Typography>
      <Flex paddingTop={1}>
        <Button onClick={onTryAgain}>{t('upload.server.tryAgain')}</Button>
      </Flex>
    </ErrorBanner>
  );
}
