import type { Core } from '@strapi/types';
import { keepMultipartFromBodyParser } from './http/multipart';
import { hideTicket } from './http/ticket';

/** Runs before Strapi's own middlewares are set up, so these two come before the logger and the body parser. */
export default function register({ strapi }: { strapi: Core.Strapi }): void {
  strapi.server.use(hideTicket);
  strapi.server.use(keepMultipartFromBodyParser);
}
