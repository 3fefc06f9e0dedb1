import { useCallback } from 'react';
import type { ContentTypeInfo } from '../../../../shared/contract';
import { useFormat } from '../../format/useFormat';
import { useTranslate } from '../../translations/useTranslate';

const MOST = 6;

/** The names of content types as part of a sentence; of many, only the first. */
export function useTypeNames() {
  const t = useTranslate();
  const format = useFormat();

  return useCallback(
    (types: ContentTypeInfo[]) => {
      const names = types.map(({ name }) => name);
      if (names.length <= MOST) return format.list(names);
      const shown = names.slice(0, MOST - 1);
      return format.list([...shown, t('types.more', { count: names.length - shown.length })]);
    },
    [t, format],
  );
}
