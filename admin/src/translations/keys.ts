import { PLUGIN_ID } from '../pluginId';
import type en from './en.json';

/** Every text of the admin part. A key that en.json lacks does not compile. */
export type TranslationKey = keyof typeof en;

/** All plugins share one flat table of messages, so ours carry the plugin's name. */
export const messageId = (key: string) => `${PLUGIN_ID}.${key}`;
