import type { StrapiAppSetting, StrapiAppSettingLink } from '@strapi/helper-plugin';

/** What the plugin uses of Strapi 4's app, whose own type no package exports. */
export interface AdminApp {
  configurations: { translations: Record<string, Record<string, string>> };
  registerPlugin(plugin: { id: string; name: string }): void;
  createSettingSection(
    section: Pick<StrapiAppSetting, 'id' | 'intlLabel'>,
    links: StrapiAppSettingLink[],
  ): void;
}

/** Whole, unlike in Strapi 5. */
export const settingsPath = (path: string) => `/settings/${path}`;

/** Nothing needs it here. */
export function keepApp(_app: AdminApp): void {}
