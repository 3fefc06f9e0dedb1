import { ArchiveError } from './errors';

const NEWLINE = 10;

/** What official archives hold at most in one jsonl file, so no line of theirs is longer. */
export const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** Finds the lines in bytes that come in pieces. Empty lines are left out. */
export interface LineSplitter {
  /**
   * @returns the lines that this piece completes, without their newlines
   * @throws ArchiveError `archiveTooLarge` at a line over the limit
   */
  push(chunk: Buffer): Buffer[];
  /** @returns the last line, if it had no newline */
  end(): Buffer[];
}

export function createLineSplitter(maxLineBytes = MAX_LINE_BYTES): LineSplitter {
  let pending: Buffer[] = [];
  let pendingBytes = 0;

  const hold = (piece: Buffer): void => {
    pendingBytes += piece.length;
    if (pendingBytes > maxLineBytes) {
      throw new ArchiveError('archiveTooLarge', { problem: 'line', limit: maxLineBytes });
    }
    if (piece.length > 0) pending.push(piece);
  };
  const take = (): Buffer[] => {
    if (pendingBytes === 0) return [];
    const line = pending.length === 1 ? pending[0]! : Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    return [line];
  };

  return {
    push(chunk) {
      const lines: Buffer[] = [];
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        hold(chunk.subarray(start, end));
        lines.push(...take());
        start = end + 1;
      }
      hold(chunk.subarray(start));
      return lines;
    },
    end: take,
  };
}

/**
 * Cuts a stream of bytes into pieces of whole lines; the last gets the newline that it may lack.
 * @throws ArchiveError `archiveTooLarge` at a line over `maxLineBytes`
 */
export async function* wholeLines(
  content: AsyncIterable<Buffer>,
  maxLineBytes = MAX_LINE_BYTES,
): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let begunBytes = 0;
  for await (const chunk of content) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield Buffer.concat([...begun, chunk.subarray(0, end)]);
      begun = [];
      begunBytes = 0;
    }
    begun.push(chunk.subarray(end));
    begunBytes += chunk.length - end;
    if (begunBytes > maxLineBytes) {
      throw new ArchiveError('archiveTooLarge', { problem: 'line', limit: maxLineBytes });
    }
  }
  if (begunBytes > 0) yield Buffer.concat([...begun, Buffer.of(NEWLINE)]);
}

/** The texts of whole lines, without their newlines. Empty ones are left out. */
export function* linesIn(content: Buffer): Generator<string> {
  for (const line of content.toString().split('\n')) if (line) yield line;
}

/** @returns the newlines in a piece of whole lines */
export function countLines(content: Buffer): number {
  let lines = 0;
  for (let at = content.indexOf(NEWLINE); at !== -1; at = content.indexOf(NEWLINE, at + 1)) {
    lines += 1;
  }
  return lines;
}
