import type { ArchiveSummary } from '../../../../shared/contract';
import { Facts } from '../../components/Facts';
import { Panel } from '../../components/Panel';
import { useFormat } from '../../format/useFormat';
import { useTranslate } from '../../translations/useTranslate';

interface ArchiveContentsProps {
  archive: ArchiveSummary;
  siteVersion: string;
}

/** What it is, where it comes from and how much it holds. */
export function ArchiveContents({ archive, siteVersion }: ArchiveContentsProps) {
  const t = useTranslate();
  const format = useFormat();
  const { filename, bytes, createdAt, strapiVersion, assets, entities } = archive;
  const entries = Object.values(entities).reduce((sum, count) => sum + count, 0);

  const form = [
    t(archive.encrypted ? 'archive.form.encrypted' : 'archive.form.notEncrypted'),
    t(archive.compressed ? 'archive.form.compressed' : 'archive.form.notCompressed'),
  ];
  const facts: Array<[string, string]> = [
    [t('archive.file'), t('archive.fileAndSize', { filename, size: format.bytes(bytes) })],
    [t('archive.madeAt'), createdAt ? format.dateTime(createdAt) : t('archive.unknown')],
    [t('archive.madeOn'), archive.manifest?.site.address || t('archive.unknown')],
    [
      t('archive.version'),
      t('archive.versionAndSite', {
        archive: strapiVersion ?? t('archive.unknown'),
        site: siteVersion,
      }),
    ],
    [t('archive.form'), format.list(form)],
    [t('archive.entries'), t('archive.entries.value', { count: entries })],
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
      <Facts facts={facts} />
    </Panel>
  );
}
