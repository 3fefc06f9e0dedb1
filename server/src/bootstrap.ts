import type { Core } from '@strapi/types';
import type { LifeboatConfig } from './config';
import { hostOf } from './host/host';
import { refuseTokens } from './host/refuse-tokens';
import { actionsOf } from './permissions';
import { getServices } from './services';
import { allowAudit, allowWebhooks } from './services/events';
import { createTokenCutoffs } from './state/token-cutoffs';

export default async function bootstrap({ strapi }: { strapi: Core.Strapi }): Promise<void> {
  const config = hostOf(strapi).pluginConfig<LifeboatConfig>('lifeboat');
  await strapi.service('admin::permission').actionProvider.registerMany(actionsOf(config));
  allowWebhooks(strapi);
  allowAudit(strapi);
  refuseTokens(strapi, createTokenCutoffs(strapi).refusedUntil);
  const { recovery, arrivals, neighbours } = getServices();
  await recovery.start();
  await arrivals.start();
  if (config.severalInstances) neighbours.start();
}
