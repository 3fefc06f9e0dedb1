import { describe, expect, it } from 'vitest';
import { countLines, createLineSplitter, linesIn, wholeLines } from './lines';
import { inChunks } from './test-helpers';

const TEXT = 'one\n\ntwo and more\nthree';

describe.each([1, 2, 5, 100])('lines that come in pieces of %s bytes', (bytes) => {
  it('are found whole, empty ones left out', () => {
    const splitter = createLineSplitter();
    const found: Buffer[] = [];
    for (let at = 0; at < TEXT.length; at += bytes) {
      found.push(...splitter.push(Buffer.from(TEXT.slice(at, at + bytes))));
    }
    found.push(...splitter.end());
    expect(found.map(String)).toEqual(['one', 'two and more', 'three']);
    expect(splitter.end()).toEqual([]);
  });

  it('may be as long as the limit, and no longer', () => {
    const push = (limit: number): void => {
      const splitter = createLineSplitter(limit);
      for (let at = 0; at < TEXT.length; at += bytes) {
        splitter.push(Buffer.from(TEXT.slice(at, at + bytes)));
      }
    };
    expect(() => push('two and more'.length)).not.toThrow();
    expect(() => push('two and more'.length - 1)).toThrow(
      expect.objectContaining({ code: 'archiveTooLarge' }),
    );
  });

  it('make pieces of whole lines, the last with its newline', async () => {
    const pieces: Buffer[] = [];
    for await (const piece of wholeLines(inChunks(Buffer.from(TEXT), bytes))) pieces.push(piece);
    expect(pieces.every((piece) => String(piece).endsWith('\n'))).toBe(true);
    expect(String(Buffer.concat(pieces))).toBe(`${TEXT}\n`);
    expect(pieces.flatMap((piece) => [...linesIn(piece)])).toEqual([
      'one',
      'two and more',
      'three',
    ]);
    expect(pieces.reduce((sum, piece) => sum + countLines(piece), 0)).toBe(4);
  });

  it('make no piece of a line that is too long', async () => {
    const read = async (): Promise<void> => {
      for await (const _piece of wholeLines(inChunks(Buffer.from('x'.repeat(200)), bytes), 99));
    };
    await expect(read()).rejects.toMatchObject({ code: 'archiveTooLarge' });
  });
});
