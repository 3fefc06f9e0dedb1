import { expect, it } from 'vitest';
import { createNameSet } from './name-set';

it('has what was added, in any order and between questions, and nothing else', () => {
  const names = createNameSet();
  expect(names.has('a')).toBe(false);
  for (let i = 0; i < 5000; i += 1) names.add(`file_${(i * 7919) % 5000}.png`);
  for (let i = 0; i < 5000; i += 1) expect(names.has(`file_${i}.png`)).toBe(true);
  expect(names.has('file_5000.png')).toBe(false);
  names.add('file_5000.png');
  expect(names.has('file_5000.png')).toBe(true);
  expect(names.has('file_17.png')).toBe(true);
});
