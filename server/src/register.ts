import type { Core } from '@strapi/types';
import { createGateMiddleware } from './http/gate';
import { keepMultipartFromBodyParser } from './http/multipart';
import { hideTicket } from './http/ticket';
import { allowWebhooks } from './services/events';
import { siteGate } from './services/site-gate';
import { registerModels } from './state/models';

/** Runs before Strapi's own middlewares are set up, so these come before the logger and the body parser. */
export default function register({ strapi }: { strapi: Core.Strapi }): void {
  registerModels(strapi);
  allowWebhooks(strapi);
  strapi.server.use(hideTicket);
  strapi.server.use(
    createGateMiddleware(
      siteGate,
      strapi.config.get('admin.path', '/admin'),
      strapi.config.get('plugin::graphql.endpoint', '/graphql'),
    ),
  );
  strapi.server.use(keepMultipartFromBodyParser);
}
