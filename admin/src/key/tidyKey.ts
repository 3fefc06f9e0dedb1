import { GENERATED_LETTERS, inGroups, isGenerated } from './generateKey';

/**
 * A key as it was probably meant: without spaces around it, and one that was made here with its capitals and dashes.
 * Any text may be a key, so this is for one that has not opened an archive as it was typed.
 */
export function tidyKey(typed: string): string {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '');
  const grouped = letters.length === GENERATED_LETTERS ? inGroups([...letters]) : '';
  return isGenerated(grouped) ? grouped : typed.trim();
}
