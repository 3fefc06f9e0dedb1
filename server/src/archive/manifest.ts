import { ArchiveError } from './errors';
import { createLineSplitter } from './lines';

/** The last entry of an archive of ours. Official readers pass over what they do not know. */
export const MANIFEST_ENTRY = 'lifeboat/manifest.json';

const FORMAT = 1;
const CLOSING = ']}';
/** The first line tells who made the archive; the others are one entry each. */
const MAX_LINE_BYTES = 1024 * 1024;

const MAX_ADDRESS = 500;

/** Who made an archive, and where. */
export interface ManifestFacts {
  /** Lifeboat's version. */
  lifeboat: string;
  site: {
    /** Where it is found on the web, as its configuration says. */
    address?: string;
    /** Version of each enabled plugin. */
    plugins?: Record<string, string>;
  };
}

/** One entry as the manifest has it. */
export interface ListedEntry {
  name: string;
  size: number;
  /** In hex. */
  sha256: string;
}

/**
 * One line of the manifest. That a line's letters follow from the entry lets a reader compare a manifest with what it
 * read line by line, and keep none of it in memory.
 */
export function manifestLine({ name, size, sha256 }: ListedEntry): string {
  return JSON.stringify({ name, size, sha256 });
}

const PAGE_BYTES = 64 * 1024;
const HASH_BYTES = 32;
const SIZE_BYTES = 6;
const HEAD_BYTES = SIZE_BYTES + HASH_BYTES + 2;

/** What a writer keeps of its entries until the manifest is due: a hundred bytes or less for each. */
export interface ManifestBuilder {
  add(name: string, size: number, sha256: Buffer): void;
  /** The whole manifest in pieces, the same each time. */
  pieces(): Generator<Buffer>;
}

export function createManifestBuilder(facts: ManifestFacts): ManifestBuilder {
  const pages: Buffer[] = [];
  let filled = PAGE_BYTES;

  function* entries(): Generator<ListedEntry> {
    for (const page of pages) {
      for (let at = 0; at + HEAD_BYTES <= page.length && page.readUInt16LE(at) > 0; ) {
        const name = at + HEAD_BYTES;
        const end = name + page.readUInt16LE(at);
        yield {
          name: page.toString('utf8', name, end),
          size: page.readUIntLE(at + 2, SIZE_BYTES),
          sha256: page.toString('hex', at + 2 + SIZE_BYTES, name),
        };
        at = end;
      }
    }
  }

  return {
    add(name, size, sha256) {
      const text = Buffer.from(name);
      if (filled + HEAD_BYTES + text.length > PAGE_BYTES) {
        pages.push(Buffer.alloc(PAGE_BYTES));
        filled = 0;
      }
      const page = pages.at(-1)!;
      page.writeUInt16LE(text.length, filled);
      page.writeUIntLE(size, filled + 2, SIZE_BYTES);
      sha256.copy(page, filled + 2 + SIZE_BYTES);
      filled += HEAD_BYTES + text.copy(page, filled + HEAD_BYTES);
    },
    *pieces() {
      const head = JSON.stringify({ format: FORMAT, ...facts, entries: [] });
      yield Buffer.from(`${head.slice(0, -CLOSING.length)}`);
      let before = '\n';
      for (const entry of entries()) {
        yield Buffer.from(before + manifestLine(entry));
        before = ',\n';
      }
      yield Buffer.from(`\n${CLOSING}\n`);
    },
  };
}

/**
 * Compares a manifest with the entries that were read before it.
 * @param recorded what {@link manifestLine} makes of each, in the order read
 * @throws ArchiveError `archiveDamaged` with the name of the first entry that is missing, not listed or changed
 */
export async function checkManifest(
  content: AsyncIterable<Buffer>,
  recorded: AsyncIterator<string>,
): Promise<ManifestFacts> {
  const splitter = createLineSplitter(MAX_LINE_BYTES);
  let facts: ManifestFacts | undefined;
  let open = true;
  let isEntryNext = true;

  async function take(line: string): Promise<void> {
    if (!facts) {
      facts = parseHead(line);
      return;
    }
    if (line === CLOSING) {
      const extra = await recorded.next();
      if (!extra.done) throw damaged(nameIn(extra.value), 'notListed');
      open = false;
      return;
    }
    if (!open || !isEntryNext) throw malformed();
    isEntryNext = line.endsWith(',');
    const listed = isEntryNext ? line.slice(0, -1) : line;
    const found = await recorded.next();
    if (found.done || found.value !== listed) throw await mismatch(listed, found, recorded);
  }

  for await (const chunk of content) {
    for (const line of splitter.push(chunk)) await take(line.toString());
  }
  // Every line has its newline.
  if (!facts || open || splitter.end().length > 0) throw malformed();
  return facts;
}

async function mismatch(
  line: string,
  found: IteratorResult<string>,
  recorded: AsyncIterator<string>,
): Promise<ArchiveError> {
  const listed = parseEntry(line);
  if (!listed) return malformed();
  if (found.done) return damaged(listed.name, 'missing');
  const entry = JSON.parse(found.value) as ListedEntry;
  if (entry.name === listed.name) {
    return damaged(entry.name, entry.size === listed.size ? 'sha256' : 'size');
  }
  const after = await recorded.next();
  if (!after.done && nameIn(after.value) === listed.name) return damaged(entry.name, 'notListed');
  return damaged(listed.name, 'missing');
}

function parseHead(line: string): ManifestFacts {
  const head = parse(line + CLOSING) as (Partial<ManifestFacts> & { format?: unknown }) | undefined;
  const { format, lifeboat, site } = head ?? {};
  const plugins = Object.entries(site?.plugins ?? {});
  const address: unknown = site?.address;
  if (
    !line.endsWith('"entries":[') ||
    format !== FORMAT ||
    typeof lifeboat !== 'string' ||
    typeof site !== 'object' ||
    !(address === undefined || typeof address === 'string') ||
    plugins.some(([, version]) => typeof version !== 'string')
  ) {
    throw malformed();
  }
  return {
    lifeboat,
    site: { address: address?.slice(0, MAX_ADDRESS), plugins: Object.fromEntries(plugins) },
  };
}

function parseEntry(line: string): ListedEntry | undefined {
  const entry = parse(line) as Partial<ListedEntry> | undefined;
  return typeof entry?.name === 'string' ? (entry as ListedEntry) : undefined;
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function nameIn(line: string): string {
  return (JSON.parse(line) as ListedEntry).name;
}

function malformed(): ArchiveError {
  return damaged(MANIFEST_ENTRY, 'manifest');
}

function damaged(entry: string, problem: string): ArchiveError {
  return new ArchiveError('archiveDamaged', { entry, problem });
}
