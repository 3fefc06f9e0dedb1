export interface RoundedDuration {
  value: number;
  unit: 'second' | 'minute' | 'hour';
}

/** An estimate need not be exact: whole fives of seconds, whole minutes, half hours, rounded up. */
export function roundDuration(seconds: number): RoundedDuration {
  const inFives = Math.max(5, Math.ceil(seconds / 5) * 5);
  if (inFives < 60) return { value: inFives, unit: 'second' };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return { value: minutes, unit: 'minute' };
  return { value: Math.ceil(seconds / 1800) / 2, unit: 'hour' };
}

/** @param start and end as ISO 8601; NaN when either is none */
export const secondsBetween = (start: string, end: string): number =>
  (Date.parse(end) - Date.parse(start)) / 1000;
