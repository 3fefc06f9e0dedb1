import type { Core } from '@strapi/types';
import { hostOf } from './host/host';
import { createGateMiddleware } from './http/gate';
import { keepMultipartFromBodyParser } from './http/multipart';
import { hideTicket } from './http/ticket';
import { allowTusHeaders } from './http/tus-cors';
import { siteGate } from './services/site-gate';
import { registerModels } from './state/models';

/** Runs before Strapi's own middlewares are set up, so these come before the logger and the body parser. */
export default function register({ strapi }: { strapi: Core.Strapi }): void {
  registerModels(strapi);
  const graphql = hostOf(strapi).pluginConfig<{ endpoint: string }>('graphql');
  strapi.server.use(hideTicket);
  strapi.server.use(
    createGateMiddleware(
      siteGate,
      strapi.config.get('admin.path', '/admin'),
      graphql.endpoint ?? '/graphql',
    ),
  );
  strapi.server.use(keepMultipartFromBodyParser);
  strapi.server.use(allowTusHeaders);
}
