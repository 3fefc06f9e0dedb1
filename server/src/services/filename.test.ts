import type { Core } from '@strapi/types';
import { describe, expect, it } from 'vitest';
import { archiveFilename } from './filename';

const named = (name: unknown): Core.Strapi =>
  ({ config: { get: () => name } }) as unknown as Core.Strapi;
const PLAIN = { compress: false, encrypt: false };

describe('the name of an archive', () => {
  it('has the extensions of its form', () => {
    const of = (compress: boolean, encrypt: boolean): string =>
      archiveFilename(named('x'), { compress, encrypt, filename: 'a' });
    expect([of(false, false), of(true, false), of(false, true), of(true, true)]).toEqual([
      'a.tar',
      'a.tar.gz',
      'a.tar.enc',
      'a.tar.gz.enc',
    ]);
  });

  it('is the project and the date when nothing is asked for', () => {
    expect(archiveFilename(named('@me/my site'), PLAIN)).toMatch(
      /^me-my-site_\d{4}-\d\d-\d\d_\d{4}\.tar$/,
    );
    expect(archiveFilename(named('site'), { ...PLAIN, partial: true })).toMatch(
      /^site_\d{4}-\d\d-\d\d_\d{4}_partial\.tar$/,
    );
    expect(archiveFilename(named('日本'), { ...PLAIN, filename: '...' })).toMatch(/^strapi_/);
  });

  it.each([
    ['../../etc/passwd', 'etc-passwd.tar'],
    ['a\r\nSet-Cookie: x', 'a-Set-Cookie-x.tar'],
    ['café "été"', 'cafe-ete.tar'],
    ['backup.tar.gz.enc', 'backup.tar'],
    ['.hidden', 'hidden.tar'],
    ['x'.repeat(500), `${'x'.repeat(120)}.tar`],
  ])('is safe anywhere: %s', (filename, expected) => {
    expect(archiveFilename(named('x'), { ...PLAIN, filename })).toBe(expected);
  });
});
