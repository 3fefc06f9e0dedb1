import { mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What is kept of an upload beside its bytes. Never its key. */
export interface PartFacts {
  id: string;
  /** The admin user whose upload it is. */
  ownerId: string;
  filename: string;
  fingerprint: string | null;
  /** Bytes of the whole file. */
  size: number;
  /** ISO date. */
  createdAt: string;
}

/** An upload of which some bytes, or all of them, are on disk. */
export interface StoredParts extends PartFacts {
  received: number;
  /** When the last byte came, in milliseconds since 1970. */
  touchedAt: number;
}

/** Files that arrive in parts. They outlive the process, so that an upload goes on after a restart of the server. */
export interface PartStore {
  path(id: string): string;
  create(facts: PartFacts): Promise<void>;
  /** @returns undefined when there is no such upload */
  find(id: string): Promise<StoredParts | undefined>;
  list(): Promise<StoredParts[]>;
  /**
   * Writes bytes at `offset`. What came before an error stays.
   * @param onWritten told how far the file reaches now
   */
  append(
    id: string,
    offset: number,
    bytes: AsyncIterable<Buffer>,
    onWritten: (end: number) => void,
  ): Promise<void>;
  remove(id: string): Promise<void>;
}

const FACTS = '.json';
/** As `randomUUID` makes them; an id of a request becomes a path. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @param dir is made with the first upload */
export function createPartStore(dir: string): PartStore {
  const bytesOf = (id: string): string => path.join(dir, id);
  const factsOf = (id: string): string => `${bytesOf(id)}${FACTS}`;

  const store: PartStore = {
    path: bytesOf,

    async create(facts) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const unfinished = `${bytesOf(facts.id)}.new`;
      try {
        await writeFile(bytesOf(facts.id), '', { flag: 'wx', mode: 0o600 });
        await writeFile(unfinished, JSON.stringify(facts), { mode: 0o600 });
        await rename(unfinished, factsOf(facts.id));
      } catch (error) {
        await rm(unfinished, { force: true });
        await store.remove(facts.id);
        throw error;
      }
    },

    async find(id) {
      if (!ID.test(id)) return undefined;
      try {
        const facts = JSON.parse(await readFile(factsOf(id), 'utf8')) as PartFacts;
        const { size, mtimeMs } = await stat(bytesOf(id));
        return { ...facts, received: size, touchedAt: mtimeMs };
      } catch {
        return undefined;
      }
    },

    async list() {
      const names = await readdir(dir).catch(() => []);
      const ids = names.filter((name) => ID.test(name));
      return (await Promise.all(ids.map(store.find))).filter((found) => found !== undefined);
    },

    async append(id, offset, bytes, onWritten) {
      const file = await open(bytesOf(id), 'r+');
      try {
        let end = offset;
        for await (const chunk of bytes) {
          for (let at = 0; at < chunk.length; ) {
            const { bytesWritten } = await file.write(chunk, at, chunk.length - at, end);
            at += bytesWritten;
            end += bytesWritten;
          }
          onWritten(end);
        }
      } finally {
        await file.close();
      }
    },

    async remove(id) {
      await rm(factsOf(id), { force: true });
      await rm(bytesOf(id), { force: true });
    },
  };
  return store;
}
