/** Passes pieces on, small ones together. */
export interface Joiner {
  /** Resolves when the piece may be used again. */
  push(piece: Buffer): Promise<void>;
  /** Passes on what is held. */
  flush(): Promise<void>;
}

const JOINED_BYTES = 64 * 1024;
/** What is copied into a joined piece; what is larger goes alone, uncopied. */
const SMALL_BYTES = 16 * 1024;

/**
 * A tar of small files is headers, padding and a few bytes in between: each piece that goes alone takes turns of half a
 * dozen generators, many times what it costs to copy it.
 * @param pass resolves when the piece it was given may be used again
 */
export function joinSmall(pass: (piece: Buffer) => Promise<void>): Joiner {
  const held = Buffer.allocUnsafe(JOINED_BYTES);
  let heldBytes = 0;

  async function flush(): Promise<void> {
    if (heldBytes === 0) return;
    const joined = held.subarray(0, heldBytes);
    heldBytes = 0;
    await pass(joined);
  }

  return {
    flush,
    async push(piece) {
      if (piece.length > SMALL_BYTES) {
        await flush();
        await pass(piece);
        return;
      }
      if (heldBytes + piece.length > held.length) await flush();
      heldBytes += piece.copy(held, heldBytes);
    },
  };
}
