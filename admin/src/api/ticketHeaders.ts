import { TICKET_HEADER } from '../../../shared/contract';

/**
 * An admin on another origin may send only the headers that Strapi's CORS allows by default; ours is
 * not among them, so there the ticket goes in the place of a sign-in, and needs none.
 */
export function ticketHeaders(ticket: string, backendURL: string, pageURL: string) {
  const sameOrigin = new URL(backendURL, pageURL).origin === new URL(pageURL).origin;
  return {
    Accept: 'application/json',
    ...(sameOrigin ? { [TICKET_HEADER]: ticket } : { Authorization: `Lifeboat ${ticket}` }),
  };
}
