const NEWLINE = 10;

/** Gathers the lines of a page of rows as they come. */
export class LinePage {
  #bytes = Buffer.alloc(0);
  #filled = 0;
  /** Rows that have been added, with or without a line. */
  rows = 0;
  mute = 0;
  /** Of the last row. */
  lastId: number | undefined;

  /** @param expectedBytes what the lines are likely to take, once there is one */
  constructor(private readonly expectedBytes: number) {}

  /** @param line without a newline; null for a row that has none. It is copied. */
  add(id: number, line: Buffer | null): void {
    this.rows += 1;
    this.lastId = id;
    if (!line) {
      this.mute += 1;
      return;
    }
    this.#makeRoom(line.length + 1);
    line.copy(this.#bytes, this.#filled);
    this.#filled += line.length + 1;
    this.#bytes[this.#filled - 1] = NEWLINE;
  }

  /** Each line has a newline after it. */
  get content(): Buffer {
    return this.#bytes.subarray(0, this.#filled);
  }

  #makeRoom(bytes: number): void {
    const wanted = this.#filled + bytes;
    if (wanted <= this.#bytes.length) return;
    const room = Math.max(this.expectedBytes, wanted, this.#bytes.length * 2);
    const larger = Buffer.allocUnsafeSlow(room);
    this.#bytes.copy(larger, 0, 0, this.#filled);
    this.#bytes = larger;
  }
}
