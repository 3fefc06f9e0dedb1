import { Box, TextLink, Typography, usePermissions } from '../../host';
import { PLUGIN_ID } from '../../pluginId';
import { useTranslate } from '../../translations/useTranslate';
import { BulletList } from '../BulletList';
import { Stack } from '../Stack';

/** What makes a backup of an export: a file alone is none. */
export function NextSteps({ encrypted }: { encrypted: boolean }) {
  const t = useTranslate();
  const { canRestore } = usePermissions();

  return (
    <Stack gap={2}>
      <Typography tag="h3" fontWeight="bold" textColor="neutral800">
        {t('next.title')}
      </Typography>
      <BulletList
        items={[
          t('next.move'),
          ...(encrypted ? [t('next.key')] : []),
          t('next.code'),
          t('next.check'),
        ]}
      />
      {canRestore && (
        <Box>
          <TextLink to={`/settings/${PLUGIN_ID}/restore`}>{t('next.check.link')}</TextLink>
        </Box>
      )}
    </Stack>
  );
}
