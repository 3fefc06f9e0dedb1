import type { ArchiveSummary, Report, ReportWarning } from '../../../../shared/contract';
import { isLow } from './disk';

const OLD_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Findings {
  archive: Pick<ArchiveSummary, 'createdAt'>;
  report: Pick<Report, 'versions' | 'contentTypes' | 'disk'>;
  /** The archive is of a newer Strapi, and the strategy lets that pass. */
  isNewer: boolean;
  /** Files that rows of the archive tell of and that are not in it, when both are restored. */
  filesMissing: number;
  pluginsMissing: string[];
  now: Date;
}

/** What to know before a restore that may start, the gravest first. */
export function findWarnings({ archive, report, ...findings }: Findings): ReportWarning[] {
  const { versions, contentTypes, disk } = report;
  const { isNewer, filesMissing, pluginsMissing, now } = findings;
  const warnings: ReportWarning[] = [];

  if (isLow(disk.database)) warnings.push({ code: 'diskLow', ...known(disk.database) });
  if (versions.archive === null) warnings.push({ code: 'versionUnknown' });
  else if (isNewer) {
    warnings.push({ code: 'archiveNewer', archive: versions.archive, site: versions.site });
  }
  const unknown = contentTypes.filter((type) => !type.known);
  if (unknown.length > 0) {
    const rows = unknown.reduce((sum, type) => sum + type.archive, 0);
    warnings.push({ code: 'typesUnknown', types: unknown.length, rows });
  }
  if (pluginsMissing.length > 0) warnings.push({ code: 'pluginsMissing', names: pluginsMissing });
  if (filesMissing > 0) warnings.push({ code: 'filesMissing', count: filesMissing });
  const days = daysSince(archive.createdAt, now);
  if (days > OLD_DAYS) warnings.push({ code: 'archiveOld', days });
  if (isLow(disk.safetyCopy)) {
    warnings.push({ code: 'safetyCopyTooLarge', ...known(disk.safetyCopy) });
  }
  return warnings;
}

/** 0 when the archive does not tell, or nothing that is a date. */
function daysSince(date: string | null, now: Date): number {
  const days = (now.getTime() - new Date(date ?? NaN).getTime()) / DAY_MS;
  return Number.isNaN(days) ? 0 : Math.floor(days);
}

function known({ needed, free }: { needed: number; free: number | null }) {
  return { needed, free: free ?? 0 };
}
