import { describe, expect, it } from 'vitest';
import type { ExportForm } from './form';
import { NEW_FORM, toOptions, validate } from './form';

const form = (changes: Partial<ExportForm>): ExportForm => ({
  ...NEW_FORM,
  key: 'a key',
  confirmation: ' key',
  ...changes,
});

describe('validate', () => {
  it('wants a key for an encrypted archive only', () => {
    expect(validate(form({ key: ' ' }), [])).toEqual({ key: 'export.key.missing' });
    expect(validate(form({ key: '', encrypt: false }), [])).toEqual({});
  });

  it('wants the end of the key, so that nobody exports what can never be opened', () => {
    expect(validate(form({ confirmation: '' }), [])).toEqual({
      confirmation: 'export.confirm.missing',
    });
    expect(validate(form({ confirmation: 'a ke' }), [])).toEqual({
      confirmation: 'export.confirm.wrong',
    });
    expect(validate(form({ confirmation: '', encrypt: false }), [])).toEqual({});
  });

  it('wants something to save', () => {
    expect(validate(form({ included: [] }), [])).toHaveProperty('included');
    expect(validate(form({ types: { mode: 'only', uids: [] } }), [])).toHaveProperty('types');
  });

  it.each([undefined, NaN, 0, -1, 1.5])('refuses %s MB', (maxSizeJsonl) => {
    expect(validate(form({ maxSizeJsonl }), [])).toHaveProperty('maxSizeJsonl');
  });
});

describe('toOptions', () => {
  it('says no more than needed', () => {
    expect(toOptions(form({}), [])).toEqual({
      encrypt: true,
      key: 'a key',
      compress: true,
      maxSizeJsonl: 256,
    });
  });

  it('never sends a key that is not used', () => {
    expect(toOptions(form({ encrypt: false }), [])).not.toHaveProperty('key');
  });

  it('turns what is included into what is left out', () => {
    expect(toOptions(form({ included: ['files'] }), []).exclude).toEqual(['content', 'config']);
  });

  it('trims the file name', () => {
    expect(toOptions(form({ filename: ' spring ' }), []).filename).toBe('spring');
  });
});
