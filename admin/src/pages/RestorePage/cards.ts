import type { ApiErrorBody, Report, ReportWarning } from '../../../../shared/contract';
import { isDiskShort } from './changes/diskShort';
import { emptiedCount } from './changes/fates';

/** A thing worth knowing before a restore, or one that is as it should be. */
export type Card =
  | { level: 'warning'; about: 'warning'; warning: ReportWarning }
  | { level: 'warning'; about: 'emptied' | 'filesDeleted' | 'schemas'; count: number }
  | { level: 'warning' | 'success'; about: 'versions'; archive: string; site: string }
  | { level: 'success'; about: 'sameSchemas' | 'enoughDisk' };

/**
 * What a report comes to, the most important first: what is deleted without a replacement, what to know, what is fine.
 * Blockers are none of them: they come before all else.
 */
export function cardsOf(report: Report): Card[] {
  return [...deletions(report), ...notes(report), ...fine(report)];
}

function deletions({ contentTypes, files }: Report): Card[] {
  const emptied = emptiedCount(contentTypes);
  const filesDeleted = files.deleted.count;
  return [
    ...(emptied > 0 ? [{ level: 'warning', about: 'emptied', count: emptied } as const] : []),
    ...(filesDeleted > 0
      ? [{ level: 'warning', about: 'filesDeleted', count: filesDeleted } as const]
      : []),
  ];
}

function notes({ warnings, blockers, versions, schemas }: Report): Card[] {
  const { archive, site } = versions;
  const isTold =
    has(blockers, 'versionMismatch') || warnings.some(({ code }) => code === 'archiveNewer');
  return [
    ...warnings.map((warning) => ({ level: 'warning', about: 'warning', warning }) as const),
    ...(archive !== null && archive !== site && !isTold
      ? [{ level: 'warning', about: 'versions', archive, site } as const]
      : []),
    ...(schemas.total > 0 && !has(blockers, 'schemaMismatch')
      ? [{ level: 'warning', about: 'schemas', count: schemas.total } as const]
      : []),
  ];
}

function fine({ versions, schemas, disk }: Report): Card[] {
  const { archive, site } = versions;
  return [
    ...(archive === site ? [{ level: 'success', about: 'versions', archive, site } as const] : []),
    ...(schemas.total === 0 ? [{ level: 'success', about: 'sameSchemas' } as const] : []),
    ...(!isDiskShort(disk) ? [{ level: 'success', about: 'enoughDisk' } as const] : []),
  ];
}

const has = (blockers: ApiErrorBody[], code: string) =>
  blockers.some(({ details }) => details.code === code);
