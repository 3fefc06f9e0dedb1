import { adminApi, type StrapiApp as AdminApp } from '@strapi/strapi/admin';

export type { AdminApp };

let known: AdminApp | undefined;

export function keepApp(app: AdminApp): void {
  known = app;
}

/** The admin keeps what it has shown (`@strapi/admin` services/api); its pages ask for it anew then. */
export function forgetContent(): void {
  known?.store?.dispatch(adminApi.util.resetApiState());
}

/** Relative to the settings. */
export const settingsPath = (path: string) => path;
