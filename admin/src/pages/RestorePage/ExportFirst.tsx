import { Notice } from '../../components/Notice';
import { Box, TextLink, Typography, usePermissions } from '../../host';
import { PLUGIN_ID } from '../../pluginId';
import { useTranslate } from '../../translations/useTranslate';

/** The upload stays while people go there and come back. */
export function ExportFirst() {
  const t = useTranslate();
  const { canExport } = usePermissions();
  if (!canExport) return null;

  return (
    <Notice kind="info">
      <Typography textColor="neutral800">{t('select.exportFirst')}</Typography>
      <Box>
        <TextLink to={`/settings/${PLUGIN_ID}/export`}>{t('select.exportFirst.link')}</TextLink>
      </Box>
    </Notice>
  );
}
