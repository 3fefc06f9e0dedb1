import type { Core } from '@strapi/types';

export type Settings = Record<string, unknown>;

/**
 * Settings of a plugin in the core store. A start writes defaults for what is missing; an archive that was made
 * without `config`, or by a site without the plugin, leaves it missing.
 */
export interface PluginSettings {
  read(key: string): Promise<Settings | null>;
  write(key: string, value: Settings): Promise<void>;
}

export function pluginSettings(strapi: Core.Strapi, name: string): PluginSettings {
  const store = strapi.store!({ type: 'plugin', name });
  return {
    read: async (key) => (await store.get({ key })) as Settings | null,
    write: (key, value) => store.set({ key, value }),
  };
}
