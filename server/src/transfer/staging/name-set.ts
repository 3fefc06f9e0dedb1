import { createHash } from 'node:crypto';

const FIRST_SLOTS = 1024;

/**
 * A set of names in 16 bytes or so each, for archives with millions of entries: of a name only 64 bits of its hash are
 * kept. That two of four million names share them happens in one of two million archives.
 */
export interface NameSet {
  /** @returns false when it was there before */
  add(name: string): boolean;
}

export function createNameSet(): NameSet {
  // Open addressing: two numbers a slot, both 0 where it is free.
  let slots = new Uint32Array(2 * FIRST_SLOTS);
  let size = 0;

  function insert(into: Uint32Array, high: number, low: number): boolean {
    const count = into.length / 2;
    for (let slot = low % count; ; slot = (slot + 1) % count) {
      const [foundHigh, foundLow] = [into[2 * slot], into[2 * slot + 1]];
      if (foundHigh === high && foundLow === low) return false;
      if (foundHigh === 0 && foundLow === 0) {
        into[2 * slot] = high;
        into[2 * slot + 1] = low;
        return true;
      }
    }
  }

  function grow(): void {
    const larger = new Uint32Array(2 * slots.length);
    for (let at = 0; at < slots.length; at += 2) {
      if (slots[at] !== 0 || slots[at + 1] !== 0) insert(larger, slots[at]!, slots[at + 1]!);
    }
    slots = larger;
  }

  return {
    add(name) {
      if (size > slots.length / 4) grow();
      const digest = createHash('sha256').update(name).digest();
      const isNew = insert(slots, digest.readUInt32LE(0), digest.readUInt32LE(4));
      if (isNew) size += 1;
      return isNew;
    },
  };
}
