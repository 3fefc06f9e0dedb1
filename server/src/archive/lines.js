import { ArchiveError } from './errors';
const NEWLINE = 10;
/** What official archives hold at most in one jsonl file, so no line of theirs is longer. */
export const MAX_LINE_BYTES = 256 * 1024 * 1024;
/**
 * Splits a stream of bytes at newlines; empty lines are left out, the last line needs no newline.
 * @throws ArchiveError `archiveTooLarge` at a line over `maxLineBytes`
 */
export async function* splitLines(content, maxLineBytes = MAX_LINE_BYTES) {
  let pending = [];
  let pendingBytes = 0;
  const hold = (piece) => {
    pendingBytes += piece.length;
    if (pendingBytes > maxLineBytes) {
      throw new ArchiveError('archiveTooLarge', { problem: 'line', limit: maxLineBytes });
    }
    if (piece.length > 0) pending.push(piece);
  };
  const take = () => {
    const line = pending.length === 1 ? pending[0] : Buffer.concat(pending);
    pending = [];
    pendingBytes = 0;
    return line;
  };
  for await (const chunk of content) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      hold(chunk.subarray(start, end));
      if (pendingBytes > 0) yield take();
      start = end + 1;
    }
    hold(chunk.subarray(start));
  }
  if (pendingBytes > 0) yield take();
}
