import type { Context, Next } from 'koa';
import { TICKET_HEADER } from '../../../shared/contract';

/** Strapi's router minds neither case nor a slash at the end. */
const OURS = /^\/lifeboat\//i;
const DOWNLOAD = /^\/lifeboat\/exports\/[^/]+\/download\/?$/i;
/** Strapi's CORS allows `Authorization` from an admin on another origin, but no header of ours. */
const SCHEME = 'Lifeboat ';

/**
 * Takes the ticket out of an address before anything else sees it: `strapi::logger` writes the whole address, query
 * included. Only a download may bring it there, but whoever tries elsewhere should not find it in the log either.
 */
export async function hideTicket(ctx: Context, next: Next): Promise<void> {
  if (OURS.test(ctx.path) && ctx.query.ticket !== undefined) {
    const { ticket, ...rest } = ctx.query;
    if (DOWNLOAD.test(ctx.path)) ctx.state.lifeboatTicket = [ticket].flat()[0];
    ctx.query = rest;
    ctx.originalUrl = ctx.url;
  }
  await next();
}

/** The ticket that came with a request, in the address of a download or in a header; empty when there is none. */
export function readTicket(ctx: Context): string {
  const authorization = ctx.get('Authorization');
  if (authorization.startsWith(SCHEME)) return authorization.slice(SCHEME.length);
  return ctx.state.lifeboatTicket ?? ctx.get(TICKET_HEADER);
}
