/** From one id to another, both included. */
export interface IdRange {
  from: number;
  to: number;
}

/** More are not worth their lookups; the last then takes in all that is left. */
const MAX_RANGES = 1000;

/** Collects ids, which come in ascending order, as few ranges. */
export interface IdRanges {
  readonly list: IdRange[];
  add(id: number): void;
  /** An id that is not to be in a range. */
  leaveOut(): void;
}

export function createIdRanges(max = MAX_RANGES): IdRanges {
  const list: IdRange[] = [];
  let open = false;
  return {
    list,
    add(id) {
      const last = list.at(-1);
      // What lies between two neighbours is no id of anyone's.
      if (last && (open || list.length === max)) last.to = id;
      else list.push({ from: id, to: id });
      open = true;
    },
    leaveOut() {
      open = false;
    },
  };
}
