import type { JobSnapshot } from '../../../shared/contract';
import { failureOfBody, NO_ANSWER, RequestError } from './failure';
import { ticketHeaders } from './ticketHeaders';

const PATIENCE_MS = 10_000;

/** Names one job and carries the right to follow and stop it. */
export interface JobTicket {
  id: string;
  ticket: string;
}

/**
 * These two carry the ticket and nothing else. During a restore on SQLite a signed-in request would
 * wait until the restore is over, because signing in needs the one database connection.
 */
export async function fetchJob(backendURL: string, job: JobTicket): Promise<JobSnapshot> {
  return askWithTicket(backendURL, pathOf(job), job.ticket);
}

export async function cancelJob(backendURL: string, job: JobTicket): Promise<void> {
  await askWithTicket(backendURL, pathOf(job), job.ticket, 'DELETE');
}

const pathOf = ({ id }: JobTicket) => `/lifeboat/jobs/${encodeURIComponent(id)}`;

/** @throws RequestError */
export async function askWithTicket<T>(
  backendURL: string,
  path: string,
  ticket: string,
  method = 'GET',
): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);

  try {
    const response = await fetch(`${backendURL}${path}`, {
      method,
      headers: ticketHeaders(ticket, backendURL, window.location.href),
      credentials: 'omit',
      cache: 'no-store',
      signal: patience.signal,
    });
    const body = (await response.json().catch(() => null)) as { data: T } | null;
    if (!response.ok) throw new RequestError(failureOfBody(body, response.status));
    return body?.data as T;
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError(NO_ANSWER);
  } finally {
    clearTimeout(timer);
  }
}
