import { useCallback } from 'react';
import type { StageProgress } from '../../../../shared/contract';
import { useFormat } from '../../format/useFormat';
import { useTranslate } from '../../translations/useTranslate';

/** How far a stage is, in words: `12 of 50 files · 3.1 MB of 10 MB`. */
export function useStageText() {
  const t = useTranslate();
  const format = useFormat();

  return useCallback(
    ({ name, count, bytes, total, state }: StageProgress) => {
      if (state === 'waiting') return '';

      const things = (n: number) => t(`progress.${name}`, { count: n });
      const counted =
        total?.count && state === 'running'
          ? t('progress.countOf', { count: format.count(count), total: things(total.count) })
          : things(count);
      if (bytes === 0) return counted;

      const size =
        total?.bytes && state === 'running'
          ? t('progress.countOf', { count: format.bytes(bytes), total: format.bytes(total.bytes) })
          : format.bytes(bytes);
      return `${counted} · ${size}`;
    },
    [t, format],
  );
}
