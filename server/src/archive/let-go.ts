import { MessageChannel } from 'node:worker_threads';

/** What is handed over to a port nobody listens to is gone. */
const { port1: bin, port2 } = new MessageChannel();
port2.close();

/**
 * Gives memory back now, not when the collector comes to it: for the collector bytes outside of its heap are pressure,
 * and every 64 MB of them it looks through the whole heap of the server, tenths of a second each time.
 * @param bytes with their memory, all of which is nobody else's and must not be used any more; what shares its memory
 * by Node's own doing, as small Buffers may, is left alone
 */
export function letGo({ buffer }: Buffer): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) {
    bin.postMessage(undefined, [buffer]);
  }
}
