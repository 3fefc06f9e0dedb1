import { finished } from 'node:stream/promises';
import type { ServerResponse } from 'node:http';
import type { Core } from '@strapi/types';
import {
  type CancelReason,
  DEFAULT_MAX_SIZE_JSONL,
  type ExportCreated,
  type ExportOptions,
  downloadPath,
} from '../../../shared/contract';
import { type ArchiveWriter, type CipherKey, deriveCipherKey } from '../archive';
import type { LifeboatConfig } from '../config';
import { LifeboatError } from '../errors';
import { type Scope, isPartial } from '../transfer/filter';
import type { Exporter } from './exporter';
import { archiveFilename } from './filename';
import type { Job, Owner } from './job';
import type { Jobs } from './jobs';
import { siteScope } from './site-scope';

const MIB = 1024 * 1024;

interface PreparedExport {
  job: Job;
  scope: Scope;
  compress: boolean;
  key?: Promise<CipherKey>;
  maxJsonlBytes: number;
}

/** An archive that is sent when somebody wants it. */
export type ArchiveOnDemand = Pick<ArchiveWriter, 'sendTo' | 'destroy'>;

export interface Exports {
  /**
   * Prepares an export; it runs when it is downloaded.
   * @throws LifeboatError `optionsInvalid`, `keyRequired`, `jobRunning`
   */
  create(options: ExportOptions, owner: Owner): Promise<ExportCreated>;
  /**
   * Starts a prepared export. Works once for each.
   * @param response ends the job when it closes early, and is destroyed when the job fails: a download that did not
   * end well must never look as if it did
   * @throws LifeboatError `jobNotFound`
   */
  download(
    id: string,
    ticket: string,
    response: ServerResponse,
  ): { filename: string; archive: ArchiveOnDemand };
}

export function createExports(
  strapi: Core.Strapi,
  jobs: Jobs,
  exporter: Exporter,
  config: LifeboatConfig,
): Exports {
  // Holds no passphrase: the cipher's key is made from it at once.
  const prepared = new Map<string, PreparedExport>();

  return {
    async create(options, owner) {
      const { encrypt = true, compress = true, maxSizeJsonl = DEFAULT_MAX_SIZE_JSONL } = options;
      const scope = siteScope(strapi, options);
      if (encrypt && !options.key) throw new LifeboatError('keyRequired');
      const key = encrypt ? deriveCipherKey(options.key!) : undefined;
      // Whoever makes the archive hears of it.
      key?.catch(() => undefined);

      const job = await jobs.start('export', owner);
      const partial = isPartial(options);
      const filename = archiveFilename(strapi, {
        compress,
        encrypt,
        filename: options.filename,
        partial,
      });
      job.filename = filename;
      if (partial) job.partial = true;
      prepared.set(job.id, { job, scope, compress, key, maxJsonlBytes: maxSizeJsonl * MIB });
      dropUnlessFetched(job);
      exporter.prepare();
      return {
        id: job.id,
        ticket: job.ticket,
        filename,
        downloadUrl: downloadPath(job),
      };
    },

    download(id, ticket, response) {
      const job = jobs.find(id, ticket);
      const settings = prepared.get(id);
      prepared.delete(id);
      if (!settings || job.state !== 'waiting') throw new LifeboatError('jobNotFound');

      const writer = exporter.createWriter({
        compress: settings.compress,
        key: settings.key,
        onBytes: (bytes) => {
          job.bytesSent = (job.bytesSent ?? 0) + bytes;
        },
      });
      const interrupt = (): void => {
        if (!response.writableFinished) job.cancel('downloadInterrupted');
      };
      response.once('close', interrupt);
      // A connection closed by half never closes while bytes wait in it, yet Node lets no more of them through.
      response.req.once('aborted', interrupt);

      async function exportToResponse(): Promise<void> {
        const { scope, maxJsonlBytes } = settings!;
        try {
          await exporter.run({
            id: job.id,
            scope,
            writer,
            maxJsonlBytes,
            observer: job,
            signal: job.signal,
          });
          await finished(response);
          job.sha256 = writer.sha256();
        } catch (error) {
          // A connection that breaks takes the archive's stream with it before the response closes.
          if (readerIsGone(response)) {
            const reason: CancelReason = 'downloadInterrupted';
            throw new LifeboatError('cancelled', { reason });
          }
          throw error;
        }
      }

      void job.run(exportToResponse).then((done) => {
        if (!done) breakOff(response);
      });
      return { filename: job.filename!, archive: writer };
    },
  };

  function dropUnlessFetched(job: Job): void {
    const timer = setTimeout(() => {
      if (prepared.delete(job.id)) job.cancel('downloadNotStarted');
    }, config.downloadWithin * 1000);
    timer.unref();
    job.signal.addEventListener('abort', () => {
      clearTimeout(timer);
      prepared.delete(job.id);
    });
  }
}

/**
 * An answer over HTTP/1.0, which is what nginx asks for unless told otherwise, ends with its connection: only a reset
 * one tells that it was not whole.
 */
function breakOff(response: ServerResponse): void {
  try {
    response.socket?.resetAndDestroy();
  } catch {
    // Neither TLS nor a socket of the file system knows resets.
  }
  response.destroy();
}

/** Also while the connection is only half closed, which Node's server takes for the end of the request. */
function readerIsGone(response: ServerResponse): boolean {
  const { socket, req, writableFinished } = response;
  return !writableFinished && (!socket?.writable || req.destroyed);
}
