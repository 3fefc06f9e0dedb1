import type { Worker } from 'node:worker_threads';
import { startThread } from '../threads';

/** A block's member of a gzip, and the block's memory, which may be filled again. */
export interface Zipped {
  member: Buffer;
  block: Buffer;
}

/** Makes members of a gzip (RFC 1952) on threads of its own, which stand back behind the server's. */
export interface Zipper {
  /**
   * @param block with memory that is all its own, and not to be used until it comes back
   * @param bytes how many of it
   */
  zip(block: Buffer, bytes: number): Promise<Zipped>;
  /** Whatever is under way is given up. */
  close(): void;
}

/** Within two hundredths of zlib's own level 6 on Strapi's rows, in two thirds of the time (docs/benchmarks.md). */
const LEVEL = 4;

/** What deflate may add to a block at the worst, so that a member comes as one piece. */
const MORE_BYTES = 16 * 1024;

const THREAD = `
  const { parentPort } = require('node:worker_threads');
  const { gzipSync } = require('node:zlib');
  parentPort.on('message', ({ memory, bytes }) => {
    const chunkSize = memory.byteLength + ${MORE_BYTES};
    const member = gzipSync(Buffer.from(memory, 0, bytes), { level: ${LEVEL}, chunkSize });
    parentPort.postMessage({ member, memory }, [member.buffer, memory]);
  });
`;

interface Answer {
  member: Uint8Array;
  memory: ArrayBuffer;
}

/** @param threads at most; each is started when it is needed */
export function createZipper(threads: number): Zipper {
  const started: ReturnType<typeof createThread>[] = [];

  /** The one with the least to do. */
  function next(): ReturnType<typeof createThread> {
    const idle = started.find((thread) => thread.waiting() === 0);
    if (idle) return idle;
    if (started.length < threads) started.push(createThread());
    return started.reduce((least, thread) => (thread.waiting() < least.waiting() ? thread : least));
  }

  return {
    zip: (block, bytes) => next().zip(block, bytes),
    close() {
      for (const { end } of started.splice(0)) end();
    },
  };
}

function createThread() {
  const thread: Worker = startThread(THREAD);
  const waiting: { resolve(zipped: Zipped): void; reject(error: Error): void }[] = [];
  const fail = (error: Error): void => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('The archive is no longer wanted')));
  thread.on('message', ({ member, memory }: Answer) => {
    const { buffer, byteOffset, byteLength } = member;
    waiting.shift()!.resolve({
      member: Buffer.from(buffer, byteOffset, byteLength),
      block: Buffer.from(memory),
    });
  });
  return {
    waiting: () => waiting.length,
    zip(block: Buffer, bytes: number): Promise<Zipped> {
      const memory = block.buffer as ArrayBuffer;
      thread.postMessage({ memory, bytes }, [memory]);
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    end: () => void thread.terminate(),
  };
}
