import type { Context } from 'koa';
import { getServices } from '../services';
import { readTicket } from './ticket';

/** Whether the request was let in by the ticket of the upload that it names, not by a login. */
export function cameByTicket(ctx: { state: { lifeboatUpload?: boolean } }): boolean {
  return ctx.state.lifeboatUpload === true;
}

/**
 * A strategy for Strapi's authentication (`@strapi/core` services/auth), asked before the admin's own: lets in whoever
 * has the ticket of the upload in the route.
 */
export const uploadTicket = {
  name: 'lifeboat-upload-ticket',
  async authenticate(ctx: Context): Promise<{ authenticated: boolean }> {
    const ticket = readTicket(ctx);
    const { id } = ctx.params as { id: string };
    const authenticated = ticket !== '' && (await getServices().arrivals.hasTicket(id, ticket));
    ctx.state.lifeboatUpload = authenticated;
    return { authenticated };
  },
};
