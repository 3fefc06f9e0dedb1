export type { StrapiApp as AdminApp } from '@strapi/strapi/admin';

/** Relative to the settings. */
export const settingsPath = (path: string) => path;
