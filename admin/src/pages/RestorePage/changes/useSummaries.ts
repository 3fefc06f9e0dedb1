import type { Report } from '../../../../../shared/contract';
import { useFormat } from '../../../format/useFormat';
import { useTranslate } from '../../../translations/useTranslate';
import { isDiskShort } from './diskShort';
import { contentTotals, emptiedCount } from './fates';
import { versionWords } from './versionWords';

/** Each part of a report in one line. */
export function useSummaries({ contentTypes, files, versions, schemas, disk }: Report) {
  const t = useTranslate();
  const format = useFormat();
  const content = contentTotals(contentTypes);
  const emptied = emptiedCount(contentTypes);
  const { archive, site } = versions;

  const fileSummary = t('changes.files.summary', {
    now: files.now.count,
    nowSize: format.bytes(files.now.bytes),
    after: files.after.count,
    afterSize: format.bytes(files.after.bytes),
  });

  return {
    content: joined(
      t('changes.content.summary', { now: content.now, after: content.after }),
      emptied > 0 && t('changes.content.emptied', { count: emptied }),
    ),
    files: joined(
      fileSummary,
      files.deleted.count > 0 && t('changes.files.deletedCount', { count: files.deleted.count }),
    ),
    versions:
      archive === null ? t('changes.versions.unknown', { site }) : versionWords(t, archive, site),
    schemas: t('changes.schemas.summary', { count: schemas.total }),
    neverHeld: t('changes.neverHeld.summary'),
    disk: t(isDiskShort(disk) ? 'changes.disk.short' : 'changes.disk.enough'),
  };
}

const joined = (...parts: Array<string | false>) => parts.filter(Boolean).join(' · ');
