import type { ContentTypeInfo, ListedJob, SiteFiles } from '../../../../shared/contract';
import type { Selection } from '../../components/selection/selection';
import { isNarrowed, movedParts, takes } from '../../components/selection/selection';
import { secondsBetween } from '../../format/duration';

/** What there is to export, as far as it is known, and how long that may take. */
export interface Estimate {
  entries: number;
  files: SiteFiles;
  /** Null without an export to judge by. */
  seconds: number | null;
}

const NO_FILES: SiteFiles = { count: 0, bytes: 0 };

export function estimate(
  selection: Selection,
  site: { types: ContentTypeInfo[]; files: SiteFiles; last: ListedJob | null },
): Estimate {
  const { types, last } = site;
  const moved = movedParts(selection, types);
  const taken = types.filter(
    ({ uid }) =>
      moved.includes('content') && (!isNarrowed(selection) || takes(selection.types, uid)),
  );
  const entries = taken.reduce((sum, type) => sum + type.entries, 0);
  const files = moved.includes('files') ? site.files : NO_FILES;
  return { entries, files, seconds: last && secondsFor(entries, files.bytes, last) };
}

/** As long as the last export took for as much, both before it was compressed. */
function secondsFor(entries: number, fileBytes: number, last: ListedJob): number | null {
  const took = secondsBetween(last.createdAt, last.endedAt ?? '');
  const bytesOf = (...names: string[]) =>
    last.stages
      .filter(({ name }) => names.includes(name))
      .reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = last.stages.find(({ name }) => name === 'entities')?.count ?? 0;
  const all = last.stages.reduce((sum, { bytes }) => sum + bytes, 0);
  if (!(took > 0) || all === 0 || (entries > 0 && rows === 0)) return null;

  const contentBytes = entries > 0 ? (entries / rows) * bytesOf('entities', 'links') : 0;
  return ((contentBytes + fileBytes) / all) * took;
}
