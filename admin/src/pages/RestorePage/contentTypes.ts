export interface ContentTypeCount {
  uid: string;
  name: string;
  count: number;
}

/** The largest first; types of the same size by name. */
export function countsByType(entities: Record<string, number>): ContentTypeCount[] {
  return Object.entries(entities)
    .map(([uid, count]) => ({ uid, name: readableName(uid), count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}

/** `api::blog-post.blog-post` → `Blog post`; an archive keeps no display name for a type it counts. */
export function readableName(uid: string): string {
  const words = (uid.split('.').pop() ?? uid).replace(/[-_]+/g, ' ').trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : uid;
}
