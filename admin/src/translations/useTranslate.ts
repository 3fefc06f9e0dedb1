import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { TranslationKey } from './keys';
import { messageId } from './keys';

export type TranslationValues = Record<string, string | number | boolean | undefined>;
export type Translate = (key: TranslationKey, values?: TranslationValues) => string;

export function useTranslate(): Translate {
  const { formatMessage } = useIntl();
  return useCallback(
    (key, values) => formatMessage({ id: messageId(key) }, values),
    [formatMessage],
  );
}
