import { ArchiveError } from '../../archive';

/** No content type nests so deep; what did would end in a stack overflow somewhere later. */
const MAX_DEPTH = 1000;
/** Tiny values take fifty times their text in memory. */
const MAX_VALUES = 2_000_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/**
 * Parses JSON that a stranger wrote.
 * @throws ArchiveError `archiveDamaged` when it is none or nests too deep, `archiveTooLarge` when it has too many values
 */
export function parseJson(text: Buffer, entry: string): unknown {
  // Shorter ones can't nest too deep: a level takes two letters.
  if (text.length > 2 * MAX_DEPTH) checkShape(text, entry);
  try {
    return JSON.parse(text.toString());
  } catch (cause) {
    throw damaged(entry, 'json', cause);
  }
}

/** Counts brackets and commas outside texts, which is much faster than to parse. Whether it is JSON, is not its matter. */
function checkShape(text: Buffer, entry: string): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const byte = text[at]!;
    if (byte === QUOTE) {
      at = endOfText(text, at);
      continue;
    }
    // Square and curly brackets differ in one bit only.
    const bracket = byte & ~0x20;
    if (bracket === 0x5b) {
      depth += 1;
      values += 1;
      if (depth > MAX_DEPTH) throw damaged(entry, 'depth');
    } else if (bracket === 0x5d) depth -= 1;
    else if (byte === COMMA) values += 1;
    if (values > MAX_VALUES) {
      throw new ArchiveError('archiveTooLarge', { entry, problem: 'values', limit: MAX_VALUES });
    }
  }
}

/** @returns where the quote stands that ends the text which begins at `start` */
function endOfText(text: Buffer, start: number): number {
  for (let at = text.indexOf(QUOTE, start + 1); at !== -1; at = text.indexOf(QUOTE, at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}

export function damaged(entry: string, problem: string, cause?: unknown): ArchiveError {
  return new ArchiveError('archiveDamaged', { entry, problem }, { cause });
}
