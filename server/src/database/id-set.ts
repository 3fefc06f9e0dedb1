const CHUNK_IDS = 65_536;

/** A set of row ids in one bit each: a million rows take 128 kB, wherever their ids begin. */
export interface IdSet {
  add(id: number): void;
  has(id: number): boolean;
}

export function createIdSet(): IdSet {
  const chunks = new Map<number, Uint8Array>();
  return {
    add(id) {
      const key = Math.floor(id / CHUNK_IDS);
      let chunk = chunks.get(key);
      if (!chunk) chunks.set(key, (chunk = new Uint8Array(CHUNK_IDS / 8)));
      const bit = id % CHUNK_IDS;
      chunk[bit >> 3]! |= 1 << (bit & 7);
    },
    has(id) {
      if (!Number.isInteger(id) || id < 0) return false;
      const bit = id % CHUNK_IDS;
      const byte = chunks.get(Math.floor(id / CHUNK_IDS))?.[bit >> 3] ?? 0;
      return (byte & (1 << (bit & 7))) !== 0;
    },
  };
}
