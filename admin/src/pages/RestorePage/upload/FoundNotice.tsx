import type { ArchiveOrigin } from '../../../../../shared/contract';
import { Notice } from '../../../components/Notice';
import { useFormat } from '../../../format/useFormat';
import { useTranslate } from '../../../translations/useTranslate';

/** Where the archive is from, told before all of it is there; the report decides later. */
export function FoundNotice({ found }: { found: ArchiveOrigin }) {
  const t = useTranslate();
  const format = useFormat();
  const { strapiVersion, createdAt, siteVersion, allowedBy } = found;
  const fits = allowedBy.includes('exact');

  const origin = t('upload.found', {
    version: strapiVersion ?? '',
    versionKnown: strapiVersion !== null,
    date: createdAt ? format.dateTime(createdAt) : '',
    dateKnown: createdAt !== null,
  });
  const verdict = fits
    ? t('upload.found.fits')
    : t('upload.found.differs', { site: siteVersion, allowed: allowedBy.length > 0 });
  return (
    <Notice kind={fits ? 'info' : 'warning'}>
      {t('text.sentences', { first: origin, second: verdict })}
    </Notice>
  );
}
