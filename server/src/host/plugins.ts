import type { Core } from '@strapi/types';

/** As `@strapi/core` loaders/plugins leaves it in the configuration. */
type EnabledPlugins = Record<string, { packageInfo?: { version?: string } } | undefined>;

/** The versions of this site's plugins by name; one that is part of the app's own code may have none. */
export function pluginVersions(strapi: Core.Strapi): Record<string, string | null> {
  const enabled = strapi.config.get<EnabledPlugins>('enabledPlugins', {});
  const names = Object.keys(strapi.plugins).sort((a, b) => a.localeCompare(b));
  return Object.fromEntries(
    names.map((name) => [name, enabled[name]?.packageInfo?.version ?? null]),
  );
}
