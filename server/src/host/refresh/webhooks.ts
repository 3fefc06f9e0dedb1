import type { Core } from '@strapi/types';
import { hostOf } from '../host';

/** Strapi holds its webhooks in memory from the start on (`@strapi/core` providers/webhooks.js). */
export async function refreshWebhooks(strapi: Core.Strapi): Promise<void> {
  const host = hostOf(strapi);
  const runner = host.webhookRunner();
  const webhooks = await host.webhookStore().findWebhooks();
  // Nothing is awaited from here on, so no event meets a list that is half filled.
  const old = new Set([...runner.webhooksMap.values()].flat().map(({ id }) => id));
  for (const id of old) runner.remove({ id });
  for (const webhook of webhooks) runner.add(webhook);
}
