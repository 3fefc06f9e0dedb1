import type { Context, Next } from 'koa';
import { TICKET_HEADER } from '../../../shared/contract';

const DOWNLOAD = /^\/lifeboat\/exports\/[^/]+\/download$/;
/** Strapi's CORS allows `Authorization` from an admin on another origin, but no header of ours. */
const SCHEME = 'Lifeboat ';

/**
 * Takes the ticket out of a download's address before anything else sees it: `strapi::logger` writes the whole
 * address, query included.
 */
export async function hideTicket(ctx: Context, next: Next): Promise<void> {
  if (DOWNLOAD.test(ctx.path)) {
    ctx.state.lifeboatTicket = firstOf(ctx.query.ticket);
    ctx.url = ctx.path;
    ctx.originalUrl = ctx.path;
  }
  await next();
}

/** The ticket that came with a request, in the address of a download or in a header; empty when there is none. */
export function readTicket(ctx: Context): string {
  const authorization = ctx.get('Authorization');
  if (authorization.startsWith(SCHEME)) return authorization.slice(SCHEME.length);
  return ctx.state.lifeboatTicket ?? ctx.get(TICKET_HEADER);
}

function firstOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
