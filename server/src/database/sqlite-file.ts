import type * as Fs from 'node:fs';
import { openSync, statSync } from 'node:fs';

/** What of `node:fs` and of a better-sqlite3 connection a copy needs. */
export type Files = Pick<typeof Fs, 'readSync' | 'writeSync' | 'ftruncateSync'>;
export interface LockHolder {
  exec(sql: string): unknown;
}

const forGood = new Map<string, number>();

/**
 * Opens a SQLite file beside SQLite, for good: when a process closes any descriptor of a file, POSIX lets go of all
 * locks that it has on it, those of SQLite's own connections included (sqlite.org/howtocorrupt.html, 2.2).
 * @returns the same descriptor for the same file
 */
export function openForGood(file: string): number {
  const { dev, ino } = statSync(file);
  const id = `${dev}:${ino}`;
  const descriptor = forGood.get(id) ?? openSync(file, 'r');
  forGood.set(id, descriptor);
  return descriptor;
}

/**
 * Copies the file of a database that is not in WAL mode, a piece at a time, each read under SQLite's shared lock, which
 * keeps writers waiting for the length of a piece. Begins again when the site has written in between, with twice as many
 * pieces under one lock, so that it comes to its end on a site that always writes. It takes a tenth of the time of
 * SQLite's own backup, which goes page by page. Its source is handed to a thread: it knows nothing but its arguments.
 * @param source a connection to the database without a transaction
 * @param from a descriptor of its file, from {@link openForGood}
 * @param to a descriptor of an empty file
 * @throws SQLite's own `SQLITE_BUSY` when the lock is not to be had
 */
export function copyUnderLock(files: Files, source: LockHolder, from: number, to: number): void {
  const piece = Buffer.allocUnsafe(1024 * 1024);
  const maxPieces = 1024;

  /** @returns how many bytes there are at this place */
  function read(at: number): number {
    let bytes = 0;
    for (let got = -1; got !== 0 && bytes < piece.length; bytes += got) {
      got = files.readSync(from, piece, bytes, piece.length - bytes, at + bytes);
    }
    return bytes;
  }

  function write(bytes: number, at: number): void {
    for (let done = 0; done < bytes; ) {
      done += files.writeSync(to, piece, done, bytes - done, at + done);
    }
  }

  /** Which change of the file this is (sqlite.org/fileformat.html, 1.3.7). */
  function change(): number {
    const counter = Buffer.alloc(4);
    files.readSync(from, counter, 0, 4, 24);
    return counter.readUInt32BE();
  }

  function underLock<T>(work: () => T): T {
    source.exec('begin');
    try {
      source.exec('select 1 from sqlite_master');
      return work();
    } finally {
      source.exec('commit');
    }
  }

  /** @returns whether all of it is of one moment; not when the site has written in between */
  function copy(pieces: number): boolean {
    files.ftruncateSync(to);
    let first: number | undefined;
    let at = 0;

    /** @returns how many bytes are in the piece that was read last; undefined when the site has written */
    function readSome(): number | undefined {
      const now = change();
      first ??= now;
      if (now !== first) return undefined;
      let bytes = read(at);
      for (let left = pieces - 1; left > 0 && bytes === piece.length; left -= 1) {
        write(bytes, at);
        at += bytes;
        bytes = read(at);
      }
      return bytes;
    }

    for (;;) {
      const bytes = underLock(readSome);
      if (bytes === undefined) return false;
      // Without the lock: a busy disk takes seconds, for which a writer would stand still, and the server with it.
      write(bytes, at);
      at += bytes;
      if (bytes < piece.length) return true;
    }
  }

  let pieces = 1;
  while (!copy(pieces)) pieces = Math.min(pieces * 2, maxPieces);
}
