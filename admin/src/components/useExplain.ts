import { useCallback } from 'react';
import { explain } from '../api/explain';
import type { Failure } from '../api/failure';
import { useFormat } from '../format/useFormat';
import { useTranslate } from '../translations/useTranslate';

/** Words for a failure, in the language of the admin. */
export function useExplain() {
  const t = useTranslate();
  const format = useFormat();

  return useCallback(
    (failure: Failure) => {
      const explanation = explain(failure, format.bytes);
      return 'text' in explanation ? explanation.text : t(explanation.key, explanation.values);
    },
    [t, format],
  );
}
