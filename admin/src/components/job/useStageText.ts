import { useCallback } from 'react';
import type { StageProgress } from '../../../../shared/contract';
import { useFormat } from '../../format/useFormat';
import { useTranslate } from '../../translations/useTranslate';

/** How far a stage is, in words: `12 of 50 · 3.1 MB of 10 MB`. */
export function useStageText() {
  const t = useTranslate();
  const format = useFormat();

  return useCallback(
    ({ count, bytes, total, state }: StageProgress) => {
      if (state === 'waiting') return '';

      const part = (value: number, whole: number | undefined, words: (n: number) => string) =>
        whole && state === 'running'
          ? t('progress.countOf', { count: words(value), total: words(whole) })
          : words(value);

      const counted = part(count, total?.count, format.count);
      return bytes > 0 ? `${counted} · ${part(bytes, total?.bytes, format.bytes)}` : counted;
    },
    [t, format],
  );
}
