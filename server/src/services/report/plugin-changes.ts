import type { PluginVersions } from '../../../../shared/contract';

/** Both sides' plugins by name. @param archive undefined when the archive does not tell */
export function comparePlugins(
  archive: Record<string, string> | undefined,
  site: Record<string, string | null>,
): PluginVersions[] {
  const names = new Set([...Object.keys(site), ...Object.keys(archive ?? {})]);
  return [...names]
    .sort((a, b) => a.localeCompare(b))
    .map((name) => ({ name, archive: archive?.[name] ?? null, site: site[name] ?? null }));
}

/** Plugins that the archive's site had and this one has not. */
export function missingPlugins(
  archive: Record<string, string> | undefined,
  site: Record<string, string | null>,
): string[] {
  return Object.keys(archive ?? {}).filter((name) => !Object.hasOwn(site, name));
}
