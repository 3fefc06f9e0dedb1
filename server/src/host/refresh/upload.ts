import type { Core } from '@strapi/types';
import { type Settings, pluginSettings } from './settings';

/** Those of `@strapi/upload` bootstrap.js. */
const DEFAULTS: Record<string, Settings> = {
  settings: {
    sizeOptimization: true,
    responsiveDimensions: true,
    autoOrientation: false,
    aiMetadata: true,
  },
  view_configuration: { pageSize: 10, sort: 'createdAt:DESC' },
};

/** Completes the settings of the media library: without them an upload fails. */
export async function refreshUpload(strapi: Core.Strapi): Promise<void> {
  if (!strapi.plugin('upload')) return;
  const settings = pluginSettings(strapi, 'upload');
  for (const [key, defaults] of Object.entries(DEFAULTS)) {
    const stored = await settings.read(key);
    if (stored && Object.keys(defaults).every((name) => name in stored)) continue;
    await settings.write(key, { ...defaults, ...stored });
  }
}
