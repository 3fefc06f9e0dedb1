const KB = 1024;
const MB = 1024 * KB;

/** Small, so that a file of the wrong kind and a wrong key are told at once. */
export const FIRST = 64 * KB;
const USUAL = 8 * MB;
/** A proxy that takes less than this takes no uploads at all. */
const SMALLEST = 512 * KB;
const LARGEST = 64 * MB;

const QUICK_MS = 3000;
/** Not longer, or one that breaks off costs too much, and proxies lose their patience. */
const LONGEST_MS = 10_000;
/** Lost so often at one size, without one that came through, a part is taken as too large for something on the way. */
const LOSSES = 2;

export type PartSizes = ReturnType<typeof createPartSizes>;

/** How large the next part should be, from how the last ones fared. */
export function createPartSizes() {
  let size = FIRST;
  /** Sizes from here on were refused. */
  let ceiling = Infinity;
  const lost = new Map<number, number>();

  const shrink = (from: number) => {
    // The first part is smaller than the smallest, and stays so.
    if (size > SMALLEST) size = Math.max(SMALLEST, Math.floor(Math.min(size, from) / 2));
  };
  const grow = (to: number) => {
    if (to < ceiling) size = to;
  };

  return {
    size: () => size,

    /** A part was accepted. */
    accepted(bytes: number, ms: number): void {
      // The end of a file tells nothing about parts of the whole size.
      if (bytes < size) return;
      lost.delete(size);
      if (size === FIRST) size = Math.max(SMALLEST, Math.min(USUAL, ceiling / 2));
      else if (ms < QUICK_MS) grow(Math.min(LARGEST, size * 2));
      else if (ms > LONGEST_MS) size = Math.max(SMALLEST, Math.floor((size * LONGEST_MS) / ms));
    },

    /**
     * A part was answered with 413.
     * @returns false when it can't be made smaller
     */
    tooLarge(bytes: number): boolean {
      if (bytes <= SMALLEST) return false;
      ceiling = Math.min(ceiling, bytes);
      shrink(bytes);
      return true;
    },

    /** The connection was lost during a part: some proxies say no more than that when it is too large. */
    broken(): void {
      if (size <= SMALLEST) return;
      const times = (lost.get(size) ?? 0) + 1;
      lost.set(size, times);
      if (times >= LOSSES) ceiling = Math.min(ceiling, size);
      shrink(size);
    },
  };
}
