import en from './en.json';
import { messageId } from './keys';

type Messages = Record<string, string>;

/** A new language is one line here and one file beside this one: `fr: () => import('./fr.json')`. */
const LANGUAGES: Record<string, () => Promise<{ default: Messages }>> = {
  en: () => Promise.resolve({ default: en }),
};

/** Locales without a file of their own get English, which the host merges in. */
export function loadTranslations(locales: string[]) {
  return Promise.all(
    locales.map(async (locale) => {
      const messages = (await LANGUAGES[locale]?.())?.default ?? {};
      return { locale, data: prefix(messages) };
    }),
  );
}

function prefix(messages: Messages): Messages {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [messageId(key), message]),
  );
}
