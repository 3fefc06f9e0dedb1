import type { StrapiApp } from '@strapi/strapi/admin';

export type { StrapiApp as AdminApp };

let known: StrapiApp | undefined;

export function keepApp(app: StrapiApp): void {
  known = app;
}

export const keptApp = (): StrapiApp | undefined => known;

/** Relative to the settings. */
export const settingsPath = (path: string) => path;
