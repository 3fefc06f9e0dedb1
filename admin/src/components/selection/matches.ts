import type { ContentTypeInfo } from '../../../../shared/contract';

/** Whether every word that is searched for is in the name or the uid. */
export function matches({ name, uid }: ContentTypeInfo, search: string): boolean {
  const text = `${name} ${uid}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
