import { createIntl } from 'react-intl';
import en from '../../../admin/src/translations/en.json';

const intl = createIntl({ locale: 'en', messages: en });

type Values = Record<string, string | number>;

/** A text of the pages, so that a new wording breaks no test. */
export const t = (key: keyof typeof en, values?: Values): string =>
  intl.formatMessage({ id: key }, values);

/** The same as a pattern; a value of `*`, or `NaN` where a number is formatted, stands for anything. */
export function like(key: keyof typeof en, values: Values = {}): RegExp {
  const literal = t(key, values).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(literal.replaceAll(/\\\*|NaN/g, '.+'));
}
