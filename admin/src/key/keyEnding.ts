import { isGenerated } from './generateKey';

/** What shows that somebody has kept a key: its last group, or of one without groups its last characters. */
export interface KeyEnding {
  kind: 'group' | 'characters';
  text: string;
}

const CHARACTERS = 4;

export function endingOf(key: string): KeyEnding {
  return isGenerated(key)
    ? { kind: 'group', text: key.slice(key.lastIndexOf('-') + 1) }
    : { kind: 'characters', text: [...key].slice(-CHARACTERS).join('') };
}

/**
 * Generated keys have capitals only, so that small letters are as good; of others every character counts, but for
 * spaces around them.
 */
export function confirms(typed: string, key: string): boolean {
  const { kind, text } = endingOf(key);
  const given = typed.trim();
  return (kind === 'group' ? given.toUpperCase() : given) === text.trim();
}
