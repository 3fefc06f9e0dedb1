export type Direction = 'ltr' | 'rtl';

/** Languages of ours that are written from right to left; in others of that kind the texts are English. */
const RIGHT_TO_LEFT = ['ar'];

export const directionOf = (locale: string): Direction =>
  RIGHT_TO_LEFT.includes(locale) ? 'rtl' : 'ltr';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Keeps a file name, a version or an address as it is in the midst of text of the other direction. */
export const isolated = (text: string) => FIRST_STRONG_ISOLATE + text + POP_ISOLATE;

/** The same for every value of a message, `{filename}` but not `{count, number}`. */
export const withIsolatedValues = (message: string) => message.replace(/\{\w+\}/g, isolated);
