import { ArchiveError } from './errors';

export const TAR_BLOCK_BYTES = 512;

/** What a tar's header block says. */
export interface TarHeader {
  name: string;
  size: number;
  type: TarType;
}

export type TarType = 'file' | 'directory' | 'pax' | 'pax-global' | 'long-name' | 'long-link' | Odd;
/** What no export makes, by the name that a message gives it. */
type Odd = 'link' | 'symlink' | 'character-device' | 'block-device' | 'fifo' | 'unknown';

const TYPES: Record<string, TarType> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '5': 'directory',
  x: 'pax',
  g: 'pax-global',
  L: 'long-name',
  K: 'long-link',
  '1': 'link',
  '2': 'symlink',
  '3': 'character-device',
  '4': 'block-device',
  '6': 'fifo',
};

const MAGIC = { offset: 257, ustar: 'ustar\0', gnu: 'ustar ' };
const CHECKSUM = { offset: 148, bytes: 8 };
const SPACE = 0x20;

/**
 * Reads a header in the ustar format or GNU's. Stricter than tar itself: numbers must be numbers, since what is
 * guessed here is where the next entry begins.
 * @throws ArchiveError `archiveDamaged`
 */
export function parseTarHeader(block: Buffer): TarHeader {
  if (checksumOf(block) !== readNumber(block, CHECKSUM.offset, CHECKSUM.bytes)) throw tarDamaged();
  const magic = block.toString('latin1', MAGIC.offset, MAGIC.offset + MAGIC.ustar.length);
  if (magic !== MAGIC.ustar && magic !== MAGIC.gnu) throw tarDamaged();

  const prefix = magic === MAGIC.ustar ? readText(block, 345, 155) : '';
  const last = readText(block, 0, 100);
  const name = prefix ? `${prefix}/${last}` : last;
  const type = TYPES[String.fromCharCode(block[156]!)] ?? 'unknown';
  const size = readNumber(block, 124, 12);
  // Before there was a type for them, directories were told by their names.
  if (type === 'file' && name.endsWith('/')) return { name, size, type: 'directory' };
  return { name, size, type };
}

/** What is left of a block after `size` bytes. */
export const paddingOf = (size: number): number => -size & (TAR_BLOCK_BYTES - 1);

const OWNER = '0000000';
const MODE = '0000644';
const MAX_NAME_BYTES = 100;
const MAX_SIZE = 0o77777777777;
const PLAIN_NAME = new RegExp(`^[\\x20-\\x7e]{1,${MAX_NAME_BYTES}}$`);

/**
 * The header of a file in the ustar format (POSIX pax, "ustar Header Block").
 * @returns undefined for a name or size that takes more than one block to say
 */
export function tarHeader(name: string, size: number): Buffer | undefined {
  if (!PLAIN_NAME.test(name) || size > MAX_SIZE) return undefined;
  const block = Buffer.alloc(TAR_BLOCK_BYTES);
  const octal = (value: number): string => value.toString(8).padStart(11, '0');
  block.write(name, 0, 'latin1');
  block.write(`${MODE}\0${OWNER}\0${OWNER}\0`, 100, 'latin1');
  block.write(`${octal(size)}\0${octal(Math.floor(Date.now() / 1000))}\0`, 124, 'latin1');
  block.write('0', 156, 'latin1');
  block.write(`${MAGIC.ustar}00`, MAGIC.offset, 'latin1');
  const checksum = checksumOf(block).toString(8).padStart(6, '0');
  block.write(`${checksum}\0 `, CHECKSUM.offset, 'latin1');
  return block;
}

/** A header that stands before an entry's own and overrules it. */
export interface PaxOverrides {
  path?: string;
  size?: number;
}

/**
 * Reads the records of a pax header, `<length> <key>=<value>\n` each.
 * @throws ArchiveError `archiveDamaged`
 */
export function parsePax(body: Buffer): PaxOverrides {
  const overrides: PaxOverrides = {};
  for (let at = 0; at < body.length && body[at] !== 0; ) {
    const space = body.indexOf(SPACE, at);
    const digits = body.toString('latin1', at, space);
    const end = at + Number(digits);
    if (!/^[1-9][0-9]{0,6}$/.test(digits) || end > body.length || body[end - 1] !== 10) {
      throw tarDamaged();
    }
    const [key, ...value] = body.toString('utf8', space + 1, end - 1).split('=');
    if (key === 'path') overrides.path = value.join('=');
    if (key === 'size') {
      if (!/^[0-9]{1,15}$/.test(value.join('='))) throw tarDamaged();
      overrides.size = Number(value.join('='));
    }
    at = end;
  }
  return overrides;
}

/** The text of GNU's header for a long name. */
export function parseLongName(body: Buffer): string {
  return readText(body, 0, body.length);
}

export function isZeros(bytes: Buffer): boolean {
  return (
    bytes.length === 0 ||
    (bytes[0] === 0 && bytes.compare(bytes, 1, undefined, 0, bytes.length - 1) === 0)
  );
}

export function tarDamaged(): ArchiveError {
  return new ArchiveError('archiveDamaged', { problem: 'tar' });
}

/** The sum of a header's bytes, its checksum's own counted as spaces. */
function checksumOf(block: Buffer): number {
  let sum = SPACE * CHECKSUM.bytes;
  for (let at = 0; at < TAR_BLOCK_BYTES; at += 1) sum += block[at]!;
  for (let at = 0; at < CHECKSUM.bytes; at += 1) sum -= block[CHECKSUM.offset + at]!;
  return sum;
}

function readText(block: Buffer, offset: number, bytes: number): string {
  const end = block.indexOf(0, offset);
  return block.toString(
    'utf8',
    offset,
    end === -1 ? offset + bytes : Math.min(end, offset + bytes),
  );
}

/** Octal digits; or, where they are too few (8 GiB and more), GNU's binary form, marked by the first bit. */
function readNumber(block: Buffer, offset: number, bytes: number): number {
  if (block[offset] === 0x80) {
    const number = Number(
      block
        .subarray(offset + 1, offset + bytes)
        .reduce((sum, byte) => sum * 256n + BigInt(byte), 0n),
    );
    if (!Number.isSafeInteger(number)) throw tarDamaged();
    return number;
  }
  const digits = /^ *([0-7]*)[ \0]*$/.exec(block.toString('latin1', offset, offset + bytes))?.[1];
  if (digits === undefined) throw tarDamaged();
  return digits === '' ? 0 : parseInt(digits, 8);
}
