import type { Core } from '@strapi/types';
import { type EnabledPlugin, hostOf } from './host';

/** The versions of this site's plugins by name; one that is part of the app's own code may have none. */
export function pluginVersions(strapi: Core.Strapi): Record<string, string | null> {
  const enabled = strapi.config.get<Record<string, EnabledPlugin | undefined>>(
    'enabledPlugins',
    {},
  );
  const names = Object.keys(strapi.plugins).sort((a, b) => a.localeCompare(b));
  const { pluginVersion } = hostOf(strapi);
  return Object.fromEntries(names.map((name) => [name, pluginVersion(enabled[name] ?? {})]));
}
