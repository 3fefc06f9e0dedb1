import type { ArchiveSummary } from '../../../../shared/contract';
import { Panel } from '../../components/Panel';
import { useFormat } from '../../format/useFormat';
import { Flex, Grid, Typography } from '../../host';
import { useTranslate } from '../../translations/useTranslate';
import { ContentTypeTable } from './ContentTypeTable';

interface ArchiveContentsProps {
  archive: ArchiveSummary;
  siteVersion: string;
}

export function ArchiveContents({ archive, siteVersion }: ArchiveContentsProps) {
  const t = useTranslate();
  const format = useFormat();
  const { filename, bytes, createdAt, strapiVersion, assets } = archive;

  const form = [
    t(archive.encrypted ? 'archive.form.encrypted' : 'archive.form.notEncrypted'),
    t(archive.compressed ? 'archive.form.compressed' : 'archive.form.notCompressed'),
  ];
  const facts: Array<[string, string]> = [
    [t('archive.file'), t('archive.fileAndSize', { filename, size: format.bytes(bytes) })],
    [t('archive.madeAt'), createdAt ? format.dateTime(createdAt) : t('archive.unknown')],
    [
      t('archive.version'),
      t('archive.versionAndSite', {
        archive: strapiVersion ?? t('archive.unknown'),
        site: siteVersion,
      }),
    ],
    [t('archive.form'), form.join(', ')],
    [
      t('archive.assets'),
      t('archive.assets.value', { count: assets.count, size: format.bytes(assets.bytes) }),
    ],
    [t('archive.links'), format.count(archive.links)],
    [
      t('archive.configuration'),
      t('archive.configuration.value', { count: archive.configuration }),
    ],
  ];

  return (
    <Panel title={t('archive.title')}>
      <Grid.Root tag="dl" gap={4}>
        {facts.map(([name, value]) => (
          <Grid.Item key={name} col={3} m={6} s={12} xs={12}>
            <Flex direction="column" alignItems="start" gap={1}>
              <Typography tag="dt" variant="sigma" textColor="neutral600">
                {name}
              </Typography>
              <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
                {value}
              </Typography>
            </Flex>
          </Grid.Item>
        ))}
      </Grid.Root>
      <ContentTypeTable entities={archive.entities} />
    </Panel>
  );
}
