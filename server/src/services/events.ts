import type { Core } from '@strapi/types';
import type { ListedJob } from '../../../shared/contract';
import { type AuditedShape, auditEvent } from '../host/audit-log';
import { hostOf } from '../host/host';
import { inOneLine } from '../log';

/** What others may know of a job: who, what, how it ended. Neither ticket nor content. */
export interface JobEvent {
  id: string;
  startedBy: string;
  filename?: string;
  createdAt: string;
  endedAt?: string;
  /** Of the archive: sent (export), or restored. */
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

const NAMES = KINDS.flatMap((kind) => MOMENTS.map((moment) => nameOf(kind, moment)));

/** Lets webhooks be made for our events (`@strapi/core` services/webhook-store). */
export function allowWebhooks(strapi: Core.Strapi): void {
  const store = hostOf(strapi).webhookStore();
  for (const name of NAMES) store.addAllowedEvent(name, name);
}

/** Lets the audit log keep our events. */
export function allowAudit(strapi: Core.Strapi): void {
  for (const name of NAMES) auditEvent<JobEvent>(strapi, name, describe);
}

function describe({ id, ...details }: JobEvent): AuditedShape {
  return { resource: { type: 'lifeboat', id }, details };
}

/** Tells Strapi's event hub, which audit logs and webhooks listen to. Never throws. */
export function emitJobEvent(
  strapi: Core.Strapi,
  job: ListedJob,
  moment: (typeof MOMENTS)[number],
): void {
  const { id, kind, startedBy, filename, createdAt, endedAt, sha256, undoes } = job;
  const event: JobEvent = {
    id,
    startedBy,
    filename,
    createdAt,
    endedAt,
    bytes: job.bytesSent ?? job.archiveBytes,
    sha256,
    undoes,
    error: job.error?.details.code,
  };
  Promise.resolve()
    .then(() => strapi.eventHub.emit(nameOf(kind, moment), { ...event }))
    .catch((error: unknown) => strapi.log.warn(`[lifeboat] ${inOneLine(error)}`));
}
