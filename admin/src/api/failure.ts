import type { ApiErrorBody, ErrorCode } from '../../../shared/contract';

/** Why a request or a job failed, in one shape whatever the way it was sent. */
export interface Failure {
  /** HTTP status; null when no answer came. */
  status: number | null;
  code: ErrorCode | null;
  /** English, as the server worded it. */
  message: string;
  details: Record<string, unknown>;
  /** Of what went wrong in this browser, without the server. */
  local?: 'fileUnreadable';
}

/** An answer that is not a success, met outside the host's own HTTP client. */
export class RequestError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = 'RequestError';
  }
}

export const NO_ANSWER: Failure = { status: null, code: null, message: '', details: {} };

export function failureOfBody(body: unknown, status: number | null): Failure {
  const error = isRecord(body) && isRecord(body.error) ? body.error : body;
  if (!isRecord(error)) return { ...NO_ANSWER, status };

  const details = isRecord(error.details) ? error.details : {};
  return {
    status: typeof error.status === 'number' ? error.status : status,
    code: typeof details.code === 'string' ? (details.code as ErrorCode) : null,
    message: typeof error.message === 'string' ? error.message : '',
    details,
  };
}

/** Reads an error of the host's client by its shape: its class differs from one Strapi to the next. */
export function toFailure(error: unknown): Failure {
  if (error instanceof RequestError) return error.failure;
  if (!isRecord(error)) return NO_ANSWER;

  const response = isRecord(error.response) ? error.response : {};
  const status = [error.status, response.status].find((one) => typeof one === 'number') ?? null;
  return failureOfBody(response.data, status);
}

export const failureOfJob = (error: ApiErrorBody): Failure => failureOfBody(error, error.status);

/** True when asking again later may help: no answer at all, one from a proxy in front of Strapi, or a restore. */
export const isPassing = (failure: Failure) =>
  isRestoring(failure) ||
  (failure.code === null &&
    (failure.status === null || failure.status === 429 || failure.status >= 500));

/** Refused because a restore is under way, which ends by itself. */
export const isRestoring = ({ code }: Failure) => code === 'siteRestoring';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
