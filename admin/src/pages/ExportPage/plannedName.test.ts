import { describe, expect, it } from 'vitest';
import { NEW_FORM } from './form';
import { plannedName } from './plannedName';

const named = (filename: string, changes = {}) =>
  plannedName({ ...NEW_FORM, filename, ...changes });

describe('plannedName', () => {
  it('has the ending that follows from the choices', () => {
    expect(named(' spring ')).toBe('spring.tar.gz.enc');
    expect(named('spring.tar.gz')).toBe('spring.tar.gz.enc');
    expect(named('spring', { compress: false, encrypt: false })).toBe('spring.tar');
  });

  it.each(['', '  ', 'été', 'a b', '.hidden', 'x'.repeat(121)])(
    'is not known where the server makes one or changes it: “%s”',
    (filename) => {
      expect(named(filename)).toBeUndefined();
    },
  );
});
