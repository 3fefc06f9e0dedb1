import { type IdSet, createIdSet } from '../../database/id-set';

/** Which rows of which type the restore has written so far, and the ids that they got. */
export interface RestoredRows {
  /** @returns false when the row was written before */
  add(uid: string, id: number): boolean;
  has(uid: string, id: unknown): id is number;
  /** The id on this site of a row that has `id` in the archive. */
  idHere(uid: string, id: number): number;
  /** What is added to every id of a type, because rows that stay have the archive's ids already. */
  shift(uid: string, by: number): void;
}

export function createRestoredRows(): RestoredRows {
  const written = new Map<string, IdSet>();
  const shifts = new Map<string, number>();
  return {
    add(uid, id) {
      let ids = written.get(uid);
      if (!ids) written.set(uid, (ids = createIdSet()));
      if (ids.has(id)) return false;
      ids.add(id);
      return true;
    },
    has(uid, id): id is number {
      return typeof id === 'number' && (written.get(uid)?.has(id) ?? false);
    },
    idHere(uid, id) {
      return id + (shifts.get(uid) ?? 0);
    },
    shift(uid, by) {
      shifts.set(uid, by);
    },
  };
}
