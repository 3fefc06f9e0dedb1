import type { Core } from '@strapi/types';
import { refuseTokens } from './host/refuse-tokens';
import { ACTIONS } from './permissions';
import { getServices } from './services';
import { createTokenCutoffs } from './state/token-cutoffs';

export default async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  await strapi.service('admin::permission').actionProvider.registerMany(ACTIONS);
  refuseTokens(strapi, createTokenCutoffs(strapi).refusedUntil);
  await getServices().recovery.start();
}
