import { startDownload } from '../../api/download';
import { Button, Download, Flex, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';

/** Some browsers hold back a download that does not come straight from a click. */
export function DownloadHelp({ url }: { url: string }) {
  const t = useTranslate();

  return (
    <Flex gap={3} wrap="wrap">
      <Typography textColor="neutral600">{t('job.download.blocked')}</Typography>
      <Button variant="tertiary" startIcon={<Download />} onClick={() => startDownload(url)}>
        {t('job.download.start')}
      </Button>
    </Flex>
  );
}
