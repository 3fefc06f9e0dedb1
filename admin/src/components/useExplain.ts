import { useCallback } from 'react';
import { explain } from '../api/explain';
import type { Failure } from '../api/failure';
import { useFormat } from '../format/useFormat';
import { isolated } from '../translations/direction';
import { useDirection } from '../translations/useDirection';
import { useTranslate } from '../translations/useTranslate';

/** Words for a failure, in the language of the admin. */
export function useExplain() {
  const t = useTranslate();
  const format = useFormat();
  const direction = useDirection();

  return useCallback(
    (failure: Failure) => {
      const explanation = explain(failure, format.bytes);
      if ('key' in explanation) return t(explanation.key, explanation.values);
      // English, whatever the admin speaks.
      return direction === 'rtl' ? isolated(explanation.text) : explanation.text;
    },
    [t, format, direction],
  );
}
