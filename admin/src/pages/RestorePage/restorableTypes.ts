import type { ArchiveSummary, ContentTypeInfo } from '../../../../shared/contract';
import type { Selection, TypeMode } from '../../components/selection/selection';
import { takes } from '../../components/selection/selection';

type Entities = ArchiveSummary['entities'];

/**
 * The types that both this site and the archive have, counted as in the archive. What may be left as it is
 * includes the types that only this site has entries of: else a restore deletes those.
 */
export function offeredTypes(
  mode: TypeMode,
  site: ContentTypeInfo[],
  entities: Entities,
): ContentTypeInfo[] {
  return site
    .filter(({ uid, entries }) => entities[uid] || (mode === 'allBut' && entries > 0))
    .map((type) => ({ ...type, entries: entities[type.uid] ?? 0 }));
}

/** The types of which a restore would delete what this site has, and put nothing in its place. */
export function emptiedTypes(
  { included, types }: Selection,
  site: ContentTypeInfo[],
  entities: Entities,
): ContentTypeInfo[] {
  if (!included.includes('content')) return [];
  return site.filter(({ uid, entries }) => entries > 0 && !entities[uid] && takes(types, uid));
}
