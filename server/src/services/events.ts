import type { Core } from '@strapi/types';
import type { ListedJob } from '../../../shared/contract';

/** What others may know of a job: who, what, how it ended. Neither ticket nor content. */
export interface JobEvent {
  id: string;
  startedBy: string;
  filename?: string;
  createdAt: string;
  endedAt?: string;
  /** Bytes of archive sent (export). */
  bytes?: number;
  sha256?: string;
  /** The restore that this one undid. */
  undoes?: string;
  /** Lifeboat's code of what went wrong. */
  error?: string;
}

const KINDS = ['export', 'restore'] as const;
const MOMENTS = ['started', 'done', 'failed', 'cancelled'] as const;

const nameOf = (kind: string, moment: string): string => `lifeboat.${kind}.${moment}`;

/** Lets webhooks be made for our events (`@strapi/core` services/webhook-store). */
export function allowWebhooks(strapi: Core.Strapi): void {
  for (const kind of KINDS) {
    for (const moment of MOMENTS) {
      const name = nameOf(kind, moment);
      strapi.get('webhookStore').addAllowedEvent(name, name);
    }
  }
}

/** Tells Strapi's event hub, which audit logs and webhooks listen to. Never throws. */
export function emitJobEvent(
  strapi: Core.Strapi,
  job: ListedJob,
  moment: (typeof MOMENTS)[number],
): void {
  const { id, kind, startedBy, filename, createdAt, endedAt, bytesSent, sha256, undoes } = job;
  const event: JobEvent = {
    id,
    startedBy,
    filename,
    createdAt,
    endedAt,
    bytes: bytesSent,
    sha256,
    undoes,
    error: job.error?.details.code,
  };
  Promise.resolve()
    .then(() => strapi.eventHub.emit(nameOf(kind, moment), { ...event }))
    .catch((error: unknown) => strapi.log.warn(`[lifeboat] ${String(error)}`));
}
