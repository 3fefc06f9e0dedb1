import type { ContentTypeChange, ContentTypeInfo } from '../../../../shared/contract';
import type { Scope } from '../../transfer/filter';

/**
 * The rows of each content type before and after a restore.
 * @param site all types that can be restored, in the order in which they are to be listed
 * @param entities rows in the archive by uid
 * @param nameOf a name for a type that the site does not have
 * @param isIgnored types that no restore touches, whatever an archive holds
 */
export function contentChanges(
  site: ContentTypeInfo[],
  entities: Record<string, number>,
  scope: Pick<Scope, 'has' | 'includes'>,
  nameOf: (uid: string) => string,
  isIgnored: (uid: string) => boolean,
): ContentTypeChange[] {
  const known = site.map(({ uid, name, entries }) => {
    const archive = entities[uid] ?? 0;
    const replaced = scope.has('content') && scope.includes(uid);
    return {
      uid,
      name,
      known: true,
      replaced,
      now: entries,
      archive,
      after: replaced ? archive : entries,
    };
  });
  const uids = new Set(site.map(({ uid }) => uid));
  const unknown = Object.entries(entities)
    .filter(([uid]) => !uids.has(uid) && !isIgnored(uid))
    .map(([uid, archive]) => {
      return { uid, name: nameOf(uid), known: false, replaced: false, now: 0, archive, after: 0 };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
  return [...known, ...unknown].filter(({ now, archive }) => now > 0 || archive > 0);
}
