import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { UploadSpace, UploadStatus } from '../../../shared/contract';
import type { LifeboatConfig } from '../config';
import { LifeboatError } from '../errors';
import { inOneLine, logFailure } from '../log';
import { type Arrival, createArrival } from './arrival';
import type { Arrivals } from './arrivals-interface';
import { type StoredParts, createPartStore } from './part-store';
import type { Reports } from './report';
import type { ServerArchives } from './server-archives';
import { ticketsMatch } from './tickets';
import { type OpenUpload, createUploadLimits } from './upload-limits';
import { checkRoom } from './upload-room';
import type { Uploads } from './uploads';

export type { Arrivals, NewArrival } from './arrivals-interface';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

export function createArrivals(
  strapi: Core.Strapi,
  uploads: Uploads,
  reports: Reports,
  archives: ServerArchives,
  config: LifeboatConfig,
): Arrivals {
  const staging = path.resolve(strapi.dirs.app.root, config.stagingDir);
  const parts = createPartStore(path.join(staging, 'parts'));
  const arrivals = new Map<string, Arrival>();
  const limits = createUploadLimits(config);
  /** Those that come as one request, while they come. */
  const taking = new Map<string, OpenUpload>();
  /** Nothing must look for them while their files go. */
  const dropped = new Set<string>();
  let opening: Promise<unknown> = Promise.resolve();
  let sweeping: NodeJS.Timeout | undefined;

  function follow(stored: StoredParts): Arrival {
    const arrival = createArrival(
      { ...stored, from: 'browser', path: parts.path(stored.id) },
      uploads,
      reports,
      () => parts.remove(stored.id),
      log,
    );
    arrivals.set(stored.id, arrival);
    return arrival;
  }

  const log = (failure: LifeboatError): void => logFailure(strapi, failure);

  /** Also those that an earlier process, or another instance, was taking. */
  async function find(id: string): Promise<Arrival> {
    const known = arrivals.get(id);
    if (known && !isGone(known) && !dropped.has(id)) return known;
    arrivals.delete(id);
    const stored = await parts.find(id);
    if (!stored || dropped.has(id)) throw new LifeboatError('uploadNotFound');
    return arrivals.get(id) ?? follow(stored);
  }

  /** Restored, or dropped by the clock. */
  function isGone({ facts, state }: Arrival): boolean {
    return state === 'ready' && !uploads.has(facts.id);
  }

  function tell(arrival: Arrival): UploadStatus {
    const { facts, state } = arrival;
    const expiresAt = new Date(expiry(arrival)).toISOString();
    const status = { ...arrival.status(), expiresAt };
    return state === 'ready' ? { ...status, archive: uploads.find(facts.id).archive } : status;
  }

  /** What was read, or can't be, is kept in memory only, for those who ask for it. */
  function expiry({ touchedAt, state, failure }: Arrival): number {
    const isOver = state === 'ready' || failure !== undefined;
    return (
      touchedAt + (isOver ? config.keepUploadsFor * MINUTE_MS : config.keepUnfinishedFor * HOUR_MS)
    );
  }

  async function findAll(): Promise<void> {
    for (const { id } of await parts.list()) await find(id).catch(() => undefined);
  }

  async function sweep(): Promise<void> {
    await findAll();
    for (const [id, arrival] of arrivals) {
      if (isGone(arrival)) arrivals.delete(id);
      else if (arrival.state !== 'ready' && expiry(arrival) <= Date.now()) await service.drop(id);
    }
  }

  /** One after the other, or several at once would each find room for one. */
  function inTurn<T>(open: () => Promise<T>): Promise<T> {
    const done = opening.then(open);
    opening = done.catch(() => undefined);
    return done;
  }

  /** All that take a place; what can't be read takes none. */
  function openUploads(stored: StoredParts[]): OpenUpload[] {
    const underWay = [...arrivals.values()].filter((one) => !isGone(one) && !one.failure);
    const all = [
      ...stored,
      ...underWay.map(({ facts }) => facts),
      ...uploads.owned(),
      ...taking.values(),
    ];
    return [...new Map(all.map((one) => [one.id, one])).values()];
  }

  const service: Arrivals = {
    open(upload, owner) {
      return inTurn(async () => {
        limits.checkSize(upload.size);
        const stored = await parts.list();
        limits.checkCount(openUploads(stored), owner);
        await checkRoom(strapi, staging, upload.size, stored);
        const facts = {
          ...{ id: upload.id, filename: upload.filename, size: upload.size },
          fingerprint: upload.fingerprint ?? null,
          ownerId: String(owner.id),
          createdAt: new Date().toISOString(),
        };
        await parts.create(facts);
        follow({ ...facts, received: 0, touchedAt: Date.now() });
      });
    },

    async take(owner, file, read) {
      const id = randomUUID();
      await inTurn(async () => {
        limits.checkCount(openUploads(await parts.list()), owner);
        taking.set(id, { id, ownerId: String(owner.id) });
      });
      try {
        return await read(limits.bounded(file), id);
      } finally {
        taking.delete(id);
      }
    },

    fromServer({ filename, key }, owner) {
      return inTurn(async () => {
        const { path: file, size } = await archives.find(filename);
        limits.checkCount(openUploads(await parts.list()), owner);
        const id = randomUUID();
        const now = new Date();
        const arrival = createArrival(
          {
            ...{ id, filename, size, ownerId: String(owner.id), fingerprint: null, path: file },
            ...{ from: 'server', received: size },
            ...{ touchedAt: now.getTime(), createdAt: now.toISOString() },
          },
          uploads,
          reports,
          async () => undefined,
          log,
        );
        arrivals.set(id, arrival);
        if (key) await arrival.useKey(key);
        arrival.read();
        return tell(arrival);
      });
    },

    async offset(id) {
      const { facts } = await find(id);
      const stored = await parts.find(id);
      const { size, filename, fingerprint } = facts;
      // Once it was read, its bytes are gone, but none is missing.
      return {
        size,
        received: stored?.received ?? size,
        filename,
        fingerprint: fingerprint ?? undefined,
      };
    },

    async append(id, offset, bytes) {
      const arrival = await find(id);
      let received = offset;
      try {
        await arrival.partBegins();
        await parts.append(id, offset, bytes, (end) => {
          if (dropped.has(id)) throw new LifeboatError('uploadNotFound');
          received = end;
          arrival.grew(end);
          arrival.read();
          if (arrival.failure) throw arrival.failure;
        });
      } catch (error) {
        throw dropped.has(id) ? new LifeboatError('uploadNotFound') : error;
      } finally {
        arrival.partEnds();
      }
      return received;
    },

    async check(id, owner) {
      const { facts } = await find(id);
      if (facts.ownerId !== String(owner.id)) throw new LifeboatError('uploadNotFound');
    },

    async hasTicket(id, ticket) {
      const arrival = await find(id).catch(() => undefined);
      return arrival !== undefined && ticketsMatch(ticket, arrival.ticket);
    },

    async failure(id) {
      return (await find(id)).failure;
    },

    async status(id) {
      const arrival = await find(id);
      arrival.read();
      return tell(arrival);
    },

    async list(owner) {
      await findAll();
      return [...arrivals.values()]
        .filter((one) => one.facts.ownerId === String(owner.id) && !isGone(one) && !one.failure)
        .map(tell)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    },

    async space(owner) {
      const space: UploadSpace = { own: 0, others: 0 };
      for (const { ownerId, received } of await parts.list()) {
        space[ownerId === String(owner.id) ? 'own' : 'others'] += received;
      }
      return space;
    },

    async useKey(id, key) {
      const arrival = await find(id);
      await arrival.useKey(key);
      return tell(arrival);
    },

    async retry(id) {
      const arrival = await find(id);
      await arrival.retry();
      return tell(arrival);
    },

    async drop(id) {
      const arrival = await find(id);
      // A part may be arriving: from here on nobody begins to read what it brings.
      await arrival.close();
      if (arrival.state === 'ready') await uploads.drop(id);
      dropped.add(id);
      if (arrival.facts.from === 'browser') await parts.remove(id);
      arrivals.delete(id);
    },

    async start() {
      const warn = (error: unknown): void => void strapi.log.warn(`[lifeboat] ${inOneLine(error)}`);
      await sweep().catch(warn);
      const every = Math.min(HOUR_MS, (config.keepUnfinishedFor * HOUR_MS) / 4);
      sweeping = setInterval(() => void sweep().catch(warn), every);
      sweeping.unref();
    },

    async shutDown() {
      clearInterval(sweeping);
      await Promise.all([...arrivals.values()].map((arrival) => arrival.stop()));
    },
  };
  return service;
}
