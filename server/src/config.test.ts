import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import config from './config';

const page = readFileSync(path.resolve(__dirname, '../../docs/options.md'), 'utf8');

it('docs/options.md shows every option with its default, and says what it is', () => {
  const [, example] = /```js\n(.*?)```/s.exec(page)!;
  const sandbox = { module: { exports: () => ({}) as { lifeboat: { config: object } } } };
  runInNewContext(example!, sandbox);
  expect({ ...sandbox.module.exports().lifeboat.config }).toEqual(config.default);

  const told = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, option]) => option!);
  expect(told.sort()).toEqual(Object.keys(config.default).sort());
});

describe('the validator', () => {
  const valid = config.default as unknown as Record<string, unknown>;

  it('takes the defaults', () => {
    expect(() => config.validator(valid)).not.toThrow();
  });

  it.each(Object.keys(config.default))('names %s when its value can’t be used', (option) => {
    for (const wrong of [undefined, '', -1, {}]) {
      expect(() => config.validator({ ...valid, [option]: wrong })).toThrow(`"${option}" must be`);
    }
  });

  it('names an option that there is not', () => {
    expect(() => config.validator({ ...valid, stagingdir: '/tmp' })).toThrow(
      '"stagingdir" is not an option',
    );
  });
});
