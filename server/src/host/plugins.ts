import type { Core } from '@strapi/types';

/** What Strapi keeps of each plugin that it has loaded (`@strapi/core` loaders/plugins). */
interface EnabledPlugin {
  packageInfo?: { version?: unknown };
}

/** The version of each plugin that is enabled on this site; one that lives in the site's own code has none. */
export function pluginVersions(strapi: Core.Strapi): Record<string, string> {
  const enabled = strapi.config.get<Record<string, EnabledPlugin>>('enabledPlugins', {});
  const versions = Object.entries(enabled).flatMap(([name, { packageInfo }]) =>
    typeof packageInfo?.version === 'string' ? [[name, packageInfo.version] as const] : [],
  );
  return Object.fromEntries(versions.sort(([a], [b]) => a.localeCompare(b)));
}
