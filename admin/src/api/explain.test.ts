import { describe, expect, it } from 'vitest';
import { explain } from './explain';
import { failureOfBody, NO_ANSWER } from './failure';

const bytes = (value: number) => `${value} B`;
const failure = (body: object, status = 400) => failureOfBody({ error: body }, status);

describe('explain', () => {
  it('goes by the code and passes its facts', () => {
    const details = { code: 'versionMismatch', archive: '5.53.0', site: '5.54.0' };
    expect(explain(failure({ message: 'Versions differ', details }), bytes)).toMatchObject({
      key: 'error.versionMismatch',
      values: { archive: '5.53.0', site: '5.54.0', message: 'Versions differ' },
    });
  });

  it('has other words for another major, which no range of versions helps with', () => {
    const details = { code: 'versionMismatch', archive: '4.26.2', site: '5.54.0', age: 'older' };
    expect(explain(failure({ details }), bytes)).toMatchObject({
      key: 'error.versionMismatch.major',
      values: { age: 'older' },
    });
  });

  it('words sizes as sizes', () => {
    const details = { code: 'recordTooLarge', bytes: 300, limit: 256 };
    expect(explain(failure({ details }), bytes)).toMatchObject({
      values: { bytes: '300 B', limit: '256 B' },
    });
  });

  it('leaves no fact of a message without a value', () => {
    const found = explain(failure({ details: { code: 'versionMismatch', archive: null } }), bytes);
    expect(found).toMatchObject({ values: { archive: '?', site: '?' } });
  });

  it('goes by the status where there is no code', () => {
    expect(explain(failure({ message: 'Forbidden' }, 403), bytes)).toMatchObject({
      key: 'error.http.403',
    });
    expect(explain(failureOfBody(null, 413), bytes)).toMatchObject({ key: 'error.http.413' });
    expect(explain(NO_ANSWER, bytes)).toMatchObject({ key: 'error.noAnswer' });
  });

  it("falls back to the server's words, a code from a later version included", () => {
    const details = { code: 'notKnownYet' };
    expect(explain(failure({ message: 'Too many cooks', details }), bytes)).toEqual({
      text: 'Too many cooks',
    });
  });

  it('says at least the status', () => {
    expect(explain(failureOfBody('<html>', 500), bytes)).toEqual({
      key: 'error.unknown',
      values: { status: 500 },
    });
  });
});
