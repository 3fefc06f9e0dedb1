import { createIntl } from 'react-intl';
import { directionOf, withIsolatedValues } from '../../../admin/src/translations/direction';
import ar from '../../../admin/src/translations/ar.json';
import en from '../../../admin/src/translations/en.json';

const TEXTS = { en, ar };

export type Language = keyof typeof TEXTS;

const intlOf = (locale: Language) =>
  createIntl({
    locale,
    messages: Object.fromEntries(
      Object.entries(TEXTS[locale]).map(([key, text]) => [
        key,
        directionOf(locale) === 'rtl' ? withIsolatedValues(text) : text,
      ]),
    ),
  });

let intl = intlOf('en');

/** From now on, the pages are expected to speak this language. */
export function expectLanguage(language: Language): void {
  intl = intlOf(language);
}

type Values = Record<string, string | number>;

/** A text of the pages, so that a new wording breaks no test. */
export const t = (key: keyof typeof en, values?: Values): string =>
  intl.formatMessage({ id: key }, values);

/** The same as a pattern; a value of `*`, or `NaN` where a number is formatted, stands for anything. */
export function like(key: keyof typeof en, values: Values = {}): RegExp {
  const literal = t(key, values).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(literal.replaceAll(/\\\*|NaN/g, '.+'));
}
