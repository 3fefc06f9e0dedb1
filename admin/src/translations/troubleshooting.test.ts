import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../api/explain';
import en from './en.json';

const PAGE = fileURLToPath(new URL('../../../docs/troubleshooting.md', import.meta.url));
const page = readFileSync(PAGE, 'utf8');
const texts: Record<string, string> = en;

/** Each message with the code that stands below it, if any. */
const entries = [...page.matchAll(/^### (.+)\n\n(?:\(`(\w+)`)?/gm)].map(([, message, code]) => ({
  message: message!,
  code,
}));

/** `…` stands for whatever a text has there. */
function isPartOf(message: string, text: string): boolean {
  const pieces = message.split('…').map((piece) => piece.trim());
  let at = 0;
  return pieces.every((piece) => {
    const found = text.indexOf(piece, at);
    at = found + piece.length;
    return found !== -1;
  });
}

describe('docs/troubleshooting.md', () => {
  it('has every error', () => {
    expect(entries.flatMap(({ code }) => code ?? []).sort()).toEqual([...ERROR_CODES].sort());
  });

  it('quotes what the pages say', () => {
    for (const { message, code } of entries) {
      const candidates = code ? [texts[`error.${code}`]!] : Object.values(texts);
      expect(
        candidates.some((text) => isPartOf(message, text)),
        message,
      ).toBe(true);
    }
  });
});
