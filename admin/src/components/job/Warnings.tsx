import { Box, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { Notice } from '../Notice';

export function Warnings({ warnings }: { warnings: string[] }) {
  const t = useTranslate();
  if (warnings.length === 0) return null;

  return (
    <Notice kind="warning" title={t('job.warnings.title', { count: warnings.length })}>
      <Box tag="ul" paddingLeft={4} maxHeight="240px" overflow="auto" tabIndex={0}>
        {warnings.map((warning, index) => (
          <Typography key={index} tag="li" textColor="neutral800" style={{ listStyle: 'disc' }}>
            <bdi>{warning}</bdi>
          </Typography>
        ))}
      </Box>
    </Notice>
  );
}
