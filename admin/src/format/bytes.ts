const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

export type ByteUnit = (typeof UNITS)[number];

export interface ScaledBytes {
  value: number;
  unit: ByteUnit;
  maximumFractionDigits: number;
}

/** The unit in which a size reads best, as Intl names it: powers of 1,000, three digits at most. */
export function scaleBytes(bytes: number): ScaledBytes {
  let value = Math.max(0, bytes);
  let power = 0;
  while (value >= 999.5 && power < UNITS.length - 1) {
    value /= 1000;
    power += 1;
  }
  return {
    value,
    unit: UNITS[power] ?? 'byte',
    maximumFractionDigits: power === 0 || value >= 99.95 ? 0 : 1,
  };
}
