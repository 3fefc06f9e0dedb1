import { Notice } from '../../components/Notice';
import { Box, Link, Typography, usePermissions } from '../../host';
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
        <Typography tag={Link} to={`/settings/${PLUGIN_ID}/export`} textColor="primary600">
          {t('select.exportFirst.link')}
        </Typography>
      </Box>
    </Notice>
  );
}
