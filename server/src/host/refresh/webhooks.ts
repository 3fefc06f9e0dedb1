import type { Core } from '@strapi/types';

interface Webhook {
  id: string;
}

/** What we use of `@strapi/core` services/webhook-runner.js and webhook-store.js. */
interface WebhookRunner {
  webhooksMap: Map<string, Webhook[]>;
  add(webhook: Webhook): void;
  remove(webhook: Pick<Webhook, 'id'>): void;
}
interface WebhookStore {
  findWebhooks(): Promise<Webhook[]>;
}

/** Strapi holds its webhooks in memory from the start on (`@strapi/core` providers/webhooks.js). */
export async function refreshWebhooks(strapi: Core.Strapi): Promise<void> {
  const runner = strapi.get('webhookRunner') as WebhookRunner;
  const webhooks = await (strapi.get('webhookStore') as WebhookStore).findWebhooks();
  // Nothing is awaited from here on, so no event meets a list that is half filled.
  const old = new Set([...runner.webhooksMap.values()].flat().map(({ id }) => id));
  for (const id of old) runner.remove({ id });
  for (const webhook of webhooks) runner.add(webhook);
}
