import type { Core } from '@strapi/types';
import { hostOf } from '../host';
import { pluginSettings } from './settings';

/** Completes the settings of the media library: without them an upload fails. */
export async function refreshUpload(strapi: Core.Strapi): Promise<void> {
  if (!strapi.plugin('upload')) return;
  const settings = pluginSettings(strapi, 'upload');
  for (const [key, defaults] of Object.entries(hostOf(strapi).mediaLibrarySettings)) {
    const stored = await settings.read(key);
    if (stored && Object.keys(defaults).every((name) => name in stored)) continue;
    await settings.write(key, { ...defaults, ...stored });
  }
}
