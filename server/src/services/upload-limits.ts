import type { LifeboatConfig } from '../config';
import { LifeboatError } from '../errors';
import type { Owner } from './job';

/** An upload that takes a place: under way, broken off, or ready to be restored. */
export interface OpenUpload {
  id: string;
  ownerId: string;
}

export interface UploadLimits {
  /** @throws LifeboatError `uploadTooLarge` */
  checkSize(bytes: number): void;
  /** A file whose size nobody has told. @throws LifeboatError `uploadTooLarge` once it is */
  bounded(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer>;
  /** Whether this person may open one more. @throws LifeboatError `uploadsTooMany` */
  checkCount(open: OpenUpload[], owner: Owner): void;
}

/** So many people may have as many uploads as one of them may: what takes a server's disk in the end is the sum. */
const PEOPLE = 5;

export function createUploadLimits({
  maxUploadBytes: limit,
  maxOpenUploads,
}: Pick<LifeboatConfig, 'maxUploadBytes' | 'maxOpenUploads'>): UploadLimits {
  const limits: UploadLimits = {
    checkSize(bytes) {
      if (limit !== null && bytes > limit) {
        throw new LifeboatError('uploadTooLarge', { bytes, limit });
      }
    },

    async *bounded(file) {
      let bytes = 0;
      for await (const chunk of file) {
        bytes += chunk.length;
        limits.checkSize(bytes);
        yield chunk;
      }
    },

    checkCount(open, owner) {
      const own = open.filter(({ ownerId }) => ownerId === String(owner.id)).length;
      if (own >= maxOpenUploads) {
        throw new LifeboatError('uploadsTooMany', { open: own, whose: 'yours' });
      }
      if (open.length >= PEOPLE * maxOpenUploads) {
        throw new LifeboatError('uploadsTooMany', { open: open.length, whose: 'all' });
      }
    },
  };
  return limits;
}
