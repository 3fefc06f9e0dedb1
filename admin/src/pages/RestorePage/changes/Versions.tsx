import type { VersionComparison } from '../../../../../shared/contract';
import { DataTable } from '../../../components/DataTable';
import { Stack } from '../../../components/Stack';
import { useFormat } from '../../../format/useFormat';
import { Typography } from '../../../host';
import { useTranslate } from '../../../translations/useTranslate';
import { BY_STRICTNESS } from '../strictness';

/** Strapi and each plugin, here and where the archive was made. */
export function Versions({ versions }: { versions: VersionComparison }) {
  const t = useTranslate();
  const format = useFormat();
  const { archive, site, plugins, pluginsTold, allowedBy } = versions;
  const allowing = BY_STRICTNESS.filter((one) => allowedBy.includes(one));

  const columns = [
    { name: t('changes.versions.name') },
    ...(pluginsTold ? [{ name: t('changes.versions.archive') }] : []),
    { name: t('changes.versions.site') },
  ];
  const row = (id: string, there: string | null, here: string | null) => ({
    id,
    cells: [
      id,
      ...(pluginsTold ? [there ?? t('changes.versions.none')] : []),
      here ?? t('changes.versions.none'),
    ],
  });

  return (
    <Stack>
      <Typography textColor="neutral800">
        {t('changes.versions.allowed', {
          choices: format.list(
            allowing.map((one) => t('text.quoted', { text: t(`versionStrategy.${one}`) })),
          ),
        })}
      </Typography>
      <DataTable
        label={t('changes.versions')}
        columns={columns}
        rows={[
          ...(pluginsTold ? [row('Strapi', archive, site)] : []),
          ...plugins.map((plugin) => row(plugin.name, plugin.archive, plugin.site)),
        ]}
      />
      {!pluginsTold && (
        <Typography variant="pi" textColor="neutral600">
          {t('changes.versions.notTold')}
        </Typography>
      )}
    </Stack>
  );
}
