import { directionOf, withIsolatedValues } from './direction';
import en from './en.json';
import { messageId } from './keys';

type Messages = Record<string, string>;

/** By Strapi's codes, the same in 4 and 5. A new language is one line here and one file beside this one. */
export const LANGUAGES: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => Promise.resolve({ default: en }),
  fr: () => import('./fr.json'),
  de: () => import('./de.json'),
  es: () => import('./es.json'),
  'pt-BR': () => import('./pt-BR.json'),
  ja: () => import('./ja.json'),
  'zh-Hans': () => import('./zh-Hans.json'),
  ar: () => import('./ar.json'),
};

/** Locales without a file of their own get English, which the host merges in. */
export function loadTranslations(locales: string[]) {
  return Promise.all(
    locales.map(async (locale) => {
      const messages = (await LANGUAGES[locale]?.())?.default ?? {};
      return { locale, data: prepare(messages, locale) };
    }),
  );
}

function prepare(messages: Messages, locale: string): Messages {
  const isMixed = directionOf(locale) === 'rtl';
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      messageId(key),
      isMixed ? withIsolatedValues(message) : message,
    ]),
  );
}
