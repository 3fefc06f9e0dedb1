import type { Report } from '../../../../../shared/contract';
import { useFormat } from '../../../format/useFormat';
import { useTranslate } from '../../../translations/useTranslate';
import { contentTotals, fateOf } from './fates';

/** Each part of a report in one line. */
export function useSummaries({ contentTypes, files, versions, schemas, disk }: Report) {
  const t = useTranslate();
  const format = useFormat();
  const content = contentTotals(contentTypes);
  const emptied = contentTypes.filter((type) => fateOf(type) === 'deleted').length;
  const { archive, site } = versions;
  const isShort = [disk.database, disk.safetyCopy].some(
    ({ needed, free }) => free !== null && free < needed,
  );

  const versionSummary = () => {
    if (archive === null) return t('changes.versions.unknown', { site });
    return archive === site
      ? t('changes.versions.same', { site })
      : t('changes.versions.differ', { archive, site });
  };
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
    versions: versionSummary(),
    schemas: t('changes.schemas.summary', { count: schemas.total }),
    neverHeld: t('changes.neverHeld.summary'),
    disk: t(isShort ? 'changes.disk.short' : 'changes.disk.enough'),
  };
}

const joined = (...parts: Array<string | false>) => parts.filter(Boolean).join(' · ');
