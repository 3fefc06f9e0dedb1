import type { Core } from '@strapi/types';
import { findService } from '../service';

/** Makes the default locale where the archive brings no locale at all (`@strapi/i18n` bootstrap.js). */
export async function refreshLocales(strapi: Core.Strapi): Promise<void> {
  const locales = findService<{ initDefaultLocale(): Promise<void> }>(
    strapi,
    'plugin::i18n.locales',
  );
  await locales?.initDefaultLocale();
}
