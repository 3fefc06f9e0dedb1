import { Stream, type Writable } from 'node:stream';
import type { ArchiveOnDemand } from '../services/exports';

/**
 * An archive as Koa takes a body: it has it piped when all middlewares have had their say, and destroyed when the
 * connection closes (koa/lib/application.js `respond`, response.js `body`). Who makes the archive hears of what fails.
 */
export function archiveBody(archive: ArchiveOnDemand): Stream {
  const body = new Stream();
  return Object.assign(body, {
    pipe<T extends Writable>(target: T): T {
      archive.sendTo(target).catch(() => undefined);
      return target;
    },
    destroy(): void {
      archive.destroy(new Error('Nobody reads the archive any more'));
    },
  });
}
