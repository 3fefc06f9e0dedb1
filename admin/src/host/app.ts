import type { ComponentType } from 'react';
import type { AdminApp } from '#host/app';
import { keepApp, settingsPath } from '#host/app';
import { PLUGIN_ID } from '../pluginId';
import en from '../translations/en.json';
import type { TranslationKey } from '../translations/keys';
import { messageId } from '../translations/keys';

/** What the host loads from a plugin. */
export interface AdminPlugin {
  register(app: AdminApp): void;
  bootstrap(): void;
  registerTrads(options: {
    locales: string[];
  }): Promise<Array<{ locale: string; data: Record<string, string> }>>;
}

interface SettingsSection {
  id: string;
  label: TranslationKey;
  links: Array<{
    id: string;
    label: TranslationKey;
    /** Any of them is enough. */
    permissions: string[];
    load: () => Promise<{ default: ComponentType }>;
  }>;
}

export { keepApp };

export function addSettingsSection(app: AdminApp, { id, label, links }: SettingsSection) {
  // The newer `addSettingsLink` takes a section only in late versions of Strapi 5; this one always has.
  app.createSettingSection(
    { id, intlLabel: intlLabel(label) },
    links.map((link) => ({
      id: `${PLUGIN_ID}-${link.id}`,
      to: settingsPath(`${PLUGIN_ID}/${link.id}`),
      intlLabel: intlLabel(link.label),
      permissions: link.permissions.map((action) => ({ action, subject: null })),
      Component: link.load,
    })),
  );
}

const intlLabel = (key: TranslationKey) => ({ id: messageId(key), defaultMessage: en[key] });

export type Text = (key: TranslationKey) => string;

/** Texts for what stands outside the admin's own tree of components, in the language that it shows. */
export function textsOf(app: AdminApp): Text {
  return (key) => {
    const languages: Record<string, Record<string, string> | undefined> =
      app.configurations.translations;
    return languages[document.documentElement.lang]?.[messageId(key)] ?? en[key];
  };
}
