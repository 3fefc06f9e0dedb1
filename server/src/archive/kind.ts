/** What the first bytes of a file tell. `foreign` is surely no archive, `opaque` may be an encrypted one. */
export type ContentKind = 'tar' | 'gzip' | 'foreign' | 'opaque';

/** How much of a file's start {@link detectKind} wants to see: one tar header. */
export const HEAD_BYTES = 512;

const MAGIC_OFFSET = 257;
const CHECKSUM_OFFSET = 148;
const CHECKSUM_BYTES = 8;
const GZIP_DEFLATE = 8;
const GZIP_RESERVED_FLAGS = 0xe0;

/** Starts of files that people pick by mistake; a cipher's output meets one of them once in 2³² files or less. */
const FOREIGN_SIGNATURES = [
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  '%PDF',
  '\u0089PNG',
  '\u00ff\u00d8\u00ff\u00e0',
  '\u00ff\u00d8\u00ff\u00e1',
  'GIF8',
  'RIFF',
  'SQLite format 3',
  '7z\u00bc\u00af',
  'Rar!',
  '\u00fd7zXZ',
  'BZh9',
  '\u0028\u00b5\u002f\u00fd',
];

/**
 * Finds the kind of a file from its first {@link HEAD_BYTES} bytes (fewer when it is shorter).
 */
export function detectKind(head: Buffer): ContentKind {
  if (isGzip(head)) return 'gzip';
  if (isTarHeader(head)) return 'tar';
  return isForeign(head) ? 'foreign' : 'opaque';
}

function isGzip(head: Buffer): boolean {
  return (
    head.length >= 10 &&
    head[0] === 0x1f &&
    head[1] === 0x8b &&
    head[2] === GZIP_DEFLATE &&
    (head[3]! & GZIP_RESERVED_FLAGS) === 0
  );
}

/**
 * A tar header's checksum is the sum of its bytes with the checksum's own counted as spaces. A header that says `ustar`
 * is one even when its sum is wrong: it is damaged, not enciphered.
 */
function isTarHeader(head: Buffer): boolean {
  if (head.length < HEAD_BYTES) return false;
  if (head.toString('latin1', MAGIC_OFFSET, MAGIC_OFFSET + 5) === 'ustar') return true;
  let sum = 0;
  for (let i = 0; i < HEAD_BYTES; i += 1) {
    const inChecksum = i >= CHECKSUM_OFFSET && i < CHECKSUM_OFFSET + CHECKSUM_BYTES;
    sum += inChecksum ? 0x20 : head[i]!;
  }
  const stored = head.toString('latin1', CHECKSUM_OFFSET, CHECKSUM_OFFSET + CHECKSUM_BYTES);
  return head[0] !== 0 && parseInt(stored, 8) === sum;
}

function isForeign(head: Buffer): boolean {
  const start = head.toString('latin1');
  return (
    FOREIGN_SIGNATURES.some((signature) => start.startsWith(signature)) ||
    isText(head) ||
    isZeros(head)
  );
}

/** Enciphered bytes are as good as random: sixteen printable ones in a row are not among them. */
function isText(head: Buffer): boolean {
  return (
    head.length >= 16 &&
    head.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13))
  );
}

function isZeros(head: Buffer): boolean {
  return head.length >= 16 && head.every((byte) => byte === 0);
}
