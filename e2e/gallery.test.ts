import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { STATES } from './browser/support/states';

const DOCS = path.resolve(__dirname, '../docs');
const LOOKS = ['light', 'dark', 'narrow', 'arabic'];

it('the gallery shows every state in each look, and has no picture that is shown nowhere', () => {
  const shown = readFileSync(path.join(DOCS, 'gallery.md'), 'utf8').matchAll(/pictures\/([^)]+)/g);
  const expected = STATES.flatMap((state) => LOOKS.map((look) => `${state}-${look}.png`));
  expect([...shown].map(([, file]) => file)).toEqual(expected);
  const pictures = readdirSync(path.join(DOCS, 'pictures')).filter((file) => /png$/.test(file));
  expect(pictures.sort()).toEqual(expected.sort());
});
