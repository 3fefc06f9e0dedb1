import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { importCommand } from './importCommand';

describe('importCommand', () => {
  it('leaves plain names and keys as they are', () => {
    expect(importCommand('site_2026.tar.gz.enc', 'K7QM-ABCD')).toBe(
      'npx strapi import -f site_2026.tar.gz.enc --key K7QM-ABCD',
    );
  });

  it.each(['two words', `a "key" with spaces, quotes' and $HOME`, '-k', '`id`', 'a\\b', '🔑'])(
    'hands %s to a shell unchanged',
    (key) => {
      const words = importCommand('a.tar.enc', key).replace('npx strapi', "printf '%s\\n'");
      const said = execFileSync('sh', ['-c', words], { encoding: 'utf8' });
      expect(said).toBe(`import\n-f\na.tar.enc\n--key\n${key}\n`);
    },
  );
});
