import { useMemo } from 'react';
import { useIntl } from 'react-intl';
import { directionOf, isolated } from '../translations/direction';
import { scaleBytes } from './bytes';
import { roundDuration } from './duration';

/** Numbers, sizes and dates in the language of the admin. */
export function useFormat() {
  const intl = useIntl();

  return useMemo(() => {
    const size = (bytes: number, perSecond: boolean) => {
      const { value, unit, maximumFractionDigits } = scaleBytes(bytes);
      return intl.formatNumber(value, {
        style: 'unit',
        unit: perSecond ? `${unit}-per-second` : unit,
        unitDisplay: unit === 'byte' && !perSecond ? 'long' : 'short',
        maximumFractionDigits,
      });
    };

    const isMixed = directionOf(intl.locale) === 'rtl';

    return {
      count: (value: number) => intl.formatNumber(value),
      bytes: (bytes: number) => size(bytes, false),
      speed: (bytesPerSecond: number) => size(bytesPerSecond, true),
      duration: (seconds: number) => {
        const { value, unit } = roundDuration(seconds);
        return intl.formatNumber(value, { style: 'unit', unit, unitDisplay: 'long' });
      },
      dateTime: (iso: string) => intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' }),
      list: (items: string[]) => intl.formatList(isMixed ? items.map(isolated) : items),
    };
  }, [intl]);
}
