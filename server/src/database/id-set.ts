/** The largest id that a table of Strapi's may hold: MySQL's `int unsigned`. */
export const MAX_ID = 2 ** 32 - 1;

const CHUNK_IDS = 65_536;
/** From here on a bit for every id of a chunk takes less memory than a set. */
const SPARSE_IDS = 256;

/**
 * A set of row ids in one bit each where they are dense: a million rows take 128 kB, wherever their ids begin. Where
 * they are not, it takes some tens of bytes an id, since an archive may have any.
 */
export interface IdSet {
  add(id: number): void;
  has(id: number): boolean;
}

export function createIdSet(): IdSet {
  const chunks = new Map<number, Set<number> | Uint8Array>();
  return {
    add(id) {
      const key = Math.floor(id / CHUNK_IDS);
      const chunk = chunks.get(key) ?? new Set();
      if (chunk instanceof Set) chunks.set(key, addSparse(chunk, id % CHUNK_IDS));
      else setBit(chunk, id % CHUNK_IDS);
    },
    has(id) {
      if (!Number.isInteger(id) || id < 0) return false;
      const bit = id % CHUNK_IDS;
      const chunk = chunks.get(Math.floor(id / CHUNK_IDS));
      if (chunk instanceof Set) return chunk.has(bit);
      return ((chunk?.[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
    },
  };
}

function addSparse(ids: Set<number>, id: number): Set<number> | Uint8Array {
  ids.add(id);
  if (ids.size < SPARSE_IDS) return ids;
  const bits = new Uint8Array(CHUNK_IDS / 8);
  for (const one of ids) setBit(bits, one);
  return bits;
}

function setBit(bits: Uint8Array, bit: number): void {
  bits[bit >> 3]! |= 1 << (bit & 7);
}
