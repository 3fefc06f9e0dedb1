import { WriteStream } from 'node:fs';
import { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { letGo } from './let-go';

/**
 * Writes pieces, one after the other, and ends the target. Memory of what a file or an answer has taken goes back at
 * once; another target may pass a piece on, and still have it when it wants the next.
 * @param pieces each in memory of its own, which nobody else uses
 * @throws when the target closes before its end, or the pieces fail: then the target has not ended
 */
export async function sendPieces(pieces: AsyncIterable<Buffer>, target: Writable): Promise<void> {
  // It closes after an error, which is when it is told; unheard, it would end the process.
  target.on('error', () => undefined);
  const isLast = target instanceof ServerResponse || target instanceof WriteStream;
  for await (const piece of pieces) {
    if (target.destroyed) throw whyGone(target);
    if (target.write(piece)) continue;
    await drained(target);
    if (isLast) letGo(piece);
  }
  const ended = finished(target, { readable: false });
  target.end();
  await ended;
}

function drained(target: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    function onDrain(): void {
      target.off('close', onClose);
      resolve();
    }
    function onClose(): void {
      target.off('drain', onDrain);
      reject(whyGone(target));
    }
    target.once('drain', onDrain);
    target.once('close', onClose);
  });
}

/** Why a closed target takes no more. */
export const whyGone = (target: Writable): Error =>
  target.errored ?? new Error('Nobody reads the archive any more');
