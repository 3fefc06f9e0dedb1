/** A fraction in whole percent, still as a fraction: nothing is 100 % before it is complete. */
export const wholePercent = (fraction: number): number => Math.floor(fraction * 100) / 100;
