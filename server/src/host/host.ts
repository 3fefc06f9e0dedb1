import type { Core } from '@strapi/types';
import { createStrapi4Host } from './strapi4';
import { createStrapi5Host } from './strapi5';

/** A table of ours, in the words of Strapi's own models. */
export interface OwnModel {
  uid: string;
  singularName: string;
  tableName: string;
  /** Without the `id`. */
  attributes: Record<string, object>;
  indexes?: { name: string; columns: string[] }[];
}

export interface Webhook {
  id: number | string;
}

/** What we use of Strapi's services/webhook-runner.js. */
export interface WebhookRunner {
  webhooksMap: Map<string, Webhook[]>;
  add(webhook: Webhook): void;
  remove(webhook: Webhook): void;
}

/** What we use of Strapi's services/webhook-store.js. */
export interface WebhookStore {
  findWebhooks(): Promise<Webhook[]>;
  addAllowedEvent(key: string, value: string): void;
}

/** As Strapi's loaders/plugins leaves it in the configuration. */
export interface EnabledPlugin {
  /** Strapi 5's. */
  packageInfo?: { version?: string };
  /** Where the plugin lies; Strapi 4's. */
  pathToPlugin?: string;
}

/** What each major version of Strapi answers in its own way. */
export interface Host {
  /** A plugin's configuration, with the defaults of its code; nothing of a plugin that is not there. */
  pluginConfig<Config extends object>(plugin: string): Partial<Config>;
  pluginVersion(plugin: EnabledPlugin): string | null;
  /** The configured address of the API made absolute; this machine's own where there is none. */
  siteAddress(): string;
  /** Adds tables that are no content types to those that Strapi makes when it starts. For `register()`. */
  addModels(models: OwnModel[]): void;
  /** The uids of all such tables, ours and Strapi's own. */
  modelsWithoutContentType(): string[];
  /** How the values of an attribute's type are kept (`database/values.ts`). */
  valueType(attributeType: string): string;
  /** Whether an entity of a dynamic zone begins with its `__component`, or ends with it. */
  componentTypeFirst: boolean;
  /** The uid of Strapi's own model of webhooks. */
  webhookUid: string;
  /** From `bootstrap()` on. */
  webhookStore(): WebhookStore;
  webhookRunner(): WebhookRunner;
  /** Whether the official commands leave this type out of every archive. */
  isIgnoredType(this: void, uid: string): boolean;
  /** With what `@strapi/upload` bootstrap.js completes its settings. */
  mediaLibrarySettings: Record<string, Record<string, unknown>>;
}

const hosts = new WeakMap<Core.Strapi, Host>();

/** The one place that tells Strapi 4 from 5. */
export function hostOf(strapi: Core.Strapi): Host {
  let host = hosts.get(strapi);
  if (!host) {
    // Only 5 is a container itself.
    host = 'get' in strapi ? createStrapi5Host(strapi) : createStrapi4Host(strapi);
    hosts.set(strapi, host);
  }
  return host;
}
