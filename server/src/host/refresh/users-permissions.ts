import type { Core } from '@strapi/types';
import { findService } from '../service';
import { EMAILS } from './emails';
import { type Settings, pluginSettings } from './settings';

/** Those of `@strapi/plugin-users-permissions` bootstrap/index.js. */
const ADVANCED: Settings = {
  unique_email: true,
  allow_register: true,
  email_confirmation: false,
  email_reset_password: null,
  email_confirmation_redirection: null,
  default_role: 'authenticated',
};

interface LoginProvider {
  icon: string;
  enabled: boolean;
  grantConfig?: Settings;
}
interface Registry {
  getAll(): Record<string, LoginProvider>;
}

/**
 * Completes the settings of end users, makes their roles where the archive brings none, and brings permissions in line
 * with the code. Without the advanced settings Strapi lets no end user in.
 */
export async function refreshUsersPermissions(strapi: Core.Strapi): Promise<void> {
  const plugin = 'plugin::users-permissions';
  const users = findService<{ initialize(): Promise<void> }>(strapi, `${plugin}.users-permissions`);
  if (!users) return;

  const settings = pluginSettings(strapi, 'users-permissions');
  const registry = findService<Registry>(strapi, `${plugin}.providers-registry`);
  if (registry) {
    const stored = await settings.read('grant');
    await settings.write('grant', loginProviders(registry, stored ?? {}));
  }
  if (!(await settings.read('email'))) await settings.write('email', EMAILS);
  if (!(await settings.read('advanced'))) await settings.write('advanced', ADVANCED);
  await users.initialize();
}

/** The providers that the code knows, each as it was set up: a start drops the others. */
function loginProviders(registry: Registry, stored: Settings): Settings {
  return Object.fromEntries(
    Object.entries(registry.getAll()).map(([name, { icon, enabled, grantConfig }]) => [
      name,
      { icon, enabled, ...grantConfig, ...(stored[name] as Settings | undefined) },
    ]),
  );
}
