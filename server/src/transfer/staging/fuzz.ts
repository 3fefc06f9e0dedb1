import { gunzipSync, gzipSync } from 'node:zlib';
import { ArchiveError } from '../../archive';
import { LifeboatError } from '../../errors';
import {
  type Entries,
  KEY,
  SMALL,
  type StagingArea,
  asset,
  createStagingArea,
  makeArchive,
} from './test-helpers';

const BLOCK = 512;
/** Archives of this size take milliseconds; only a loop without an end takes longer. */
const MAX_MS = 20_000;

/** Numbers that follow from a seed (mulberry32), so that what was found can be found again. */
export interface Dice {
  /** A whole number from 0 to `below` - 1. */
  roll(below: number): number;
  pick<T>(from: readonly T[]): T;
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const roll = (below: number): number => Math.floor(next() * below);
  return { roll, pick: (from) => from[roll(from.length)]! };
}

type Mutation = (bytes: Buffer, dice: Dice) => Buffer;

const cut = (bytes: Buffer, from: number, to: number, put: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(to)]);

/** Changes to any bytes. */
const OF_BYTES: Mutation[] = [
  (bytes, { roll }) => cut(bytes, roll(bytes.length), bytes.length),
  (bytes, { roll }) => {
    const from = roll(bytes.length);
    return cut(bytes, from, from + 1 + roll(700));
  },
  (bytes, { roll }) => {
    const [from, at] = [roll(bytes.length), roll(bytes.length)];
    return cut(bytes, at, at, bytes.subarray(from, from + 1 + roll(1500)));
  },
  (bytes, { roll }) => {
    const at = roll(bytes.length);
    return cut(bytes, at, at, Buffer.from(Array.from({ length: 1 + roll(40) }, () => roll(256))));
  },
  (bytes, { roll }) => {
    const copy = Buffer.from(bytes);
    for (let times = 1 + roll(8); times > 0; times -= 1) copy[roll(copy.length)] = roll(256);
    return copy;
  },
  (bytes, { roll }) => Buffer.concat([bytes, bytes.subarray(roll(bytes.length))]),
];

const FIELDS = [
  { offset: 0, bytes: 100 },
  { offset: 124, bytes: 12 },
  { offset: 156, bytes: 1 },
  { offset: 157, bytes: 100 },
  { offset: 257, bytes: 8 },
  { offset: 345, bytes: 155 },
];
const VALUES = [
  '../../x',
  '/etc/passwd',
  'assets/uploads/..',
  'metadata.json',
  'lifeboat/manifest.json',
  'entities/entities_00001.jsonl',
  '77777777777',
  '00000000000',
  '00000000777',
  '-0000000001',
  '\u0080\0\0\0\0\0\0\0\0\0\u0002\0',
  '\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff',
  ...'0123567xgLKSV\0',
];

/** Changes a header of a plain tar, and makes its sum right again. */
const ofHeader: Mutation = (bytes, { roll, pick }) => {
  const copy = Buffer.from(bytes);
  const starts: number[] = [];
  for (let at = 0; at + BLOCK <= copy.length; at += BLOCK) {
    if (copy.toString('latin1', at + 257, at + 262) === 'ustar') starts.push(at);
  }
  if (starts.length === 0) return copy;
  const at = pick(starts);
  const header = copy.subarray(at, at + BLOCK);
  const { offset, bytes: length } = pick(FIELDS);
  if (roll(3) === 0) header[offset + roll(length)] = roll(256);
  else header.fill(0, offset, offset + length).write(pick(VALUES), offset, length, 'latin1');
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return copy;
};

const PIECES = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  '\\',
  '\n',
  '\0',
  'null',
  '-1',
  '1e999',
  '0.5',
  '4294967296',
  '"__proto__":{"x":1},',
  '"constructor":1,',
  '\ud800',
  '\ufeff',
  '['.repeat(3000),
  '{"a":'.repeat(3000),
];

/** Changes a text in JSON, or the name of an entry. */
function changeEntries(entries: Entries, { roll, pick }: Dice): Entries {
  const changed = entries.map(([name, content]): Entries[0] => [name, content]);
  const at = roll(changed.length);
  const [name, content] = changed[at]!;
  switch (roll(6)) {
    case 0:
      changed.splice(at, 1);
      return changed;
    case 1:
      changed.splice(roll(changed.length), 0, changed[at]!);
      return changed;
    case 2:
      changed[at] = [pick(changed)[0], content];
      return changed;
    case 3:
      changed[at] = [
        cut(Buffer.from(name), roll(name.length), name.length).toString() || 'x',
        content,
      ];
      return changed;
    default: {
      const bytes = Buffer.from(content);
      const from = roll(bytes.length + 1);
      changed[at] = [name, cut(bytes, from, from + roll(12), Buffer.from(pick(PIECES)))];
      return changed;
    }
  }
}

const MANY: Entries = [
  ...SMALL,
  ...asset('é'.repeat(60), 'long name'),
  ...asset('empty', ''),
  ...asset('large', Buffer.alloc(3000, 7)),
];

/** One archive that is not quite one. */
async function makeCase(dice: Dice): Promise<{ bytes: Buffer; key?: string }> {
  const { roll, pick } = dice;
  const key = pick([undefined, undefined, undefined, KEY]);
  const compress = roll(3) === 0;
  const entries = roll(2) === 0 ? changeEntries(pick([SMALL, MANY]), dice) : pick([SMALL, MANY]);
  const form = { manifest: roll(2) === 0, compress, key };
  let bytes = await makeArchive(entries, form);
  if (key === undefined && compress && roll(2) === 0) {
    // Damage inside a gzip that is whole.
    return { bytes: gzipSync(mutate(gunzipSync(bytes), dice)) };
  }
  if (roll(4) > 0) bytes = mutate(bytes, dice);
  return { bytes, key };
}

function mutate(bytes: Buffer, dice: Dice): Buffer {
  let mutated = bytes;
  for (let times = 1 + dice.roll(3); times > 0 && mutated.length > 0; times -= 1) {
    const mutation = dice.roll(3) === 0 ? ofHeader : dice.pick(OF_BYTES);
    mutated = mutation(mutated, dice);
  }
  return mutated;
}

export interface FuzzResult {
  runs: number;
  accepted: number;
  /** How often each error was the answer. */
  refused: Record<string, number>;
  slowestMs: number;
}

/**
 * Gives archives that are not quite archives to the reader and the staging. Each must be refused in words of ours or
 * be taken, soon, and nothing may be left but what the staging wants.
 * @param goesOn asked before each
 * @throws Error with the seed of the first that was not; `fuzz(seed, once)` meets it again
 */
export async function fuzz(
  seed: number,
  goesOn: (runs: number) => boolean,
  chunkBytes = 700,
): Promise<FuzzResult> {
  const area = await createStagingArea();
  const result: FuzzResult = { runs: 0, accepted: 0, refused: {}, slowestMs: 0 };
  try {
    for (; goesOn(result.runs); result.runs += 1) {
      const one = seed + result.runs;
      try {
        await take(area, createDice(one), chunkBytes, result);
      } catch (cause) {
        throw new Error(`Seed ${one}: ${String(cause)}`, { cause });
      }
    }
  } finally {
    await area.remove();
  }
  return result;
}

async function take(
  area: StagingArea,
  dice: Dice,
  chunkBytes: number,
  result: FuzzResult,
): Promise<void> {
  const { bytes, key } = await makeCase(dice);
  const started = performance.now();
  const outcome = await inTime(area.take(inPieces(bytes, 1 + dice.roll(chunkBytes)), key));
  result.slowestMs = Math.max(result.slowestMs, performance.now() - started);
  if (!('code' in outcome)) {
    result.accepted += 1;
    return;
  }
  const { code, error } = outcome;
  const isOurs = error instanceof ArchiveError || error instanceof LifeboatError;
  if (!isOurs || code === 'unexpected') throw error;
  result.refused[code] = (result.refused[code] ?? 0) + 1;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No end in ${MAX_MS} ms`)), MAX_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
