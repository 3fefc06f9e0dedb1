import { describe, expect, it } from 'vitest';
import { failureOfBody, isPassing, NO_ANSWER, RequestError, toFailure } from './failure';

const body = {
  data: null,
  error: { status: 409, name: 'ConflictError', message: 'Busy', details: { code: 'jobRunning' } },
};
const failure = {
  status: 409,
  code: 'jobRunning',
  message: 'Busy',
  details: { code: 'jobRunning' },
};

describe('toFailure', () => {
  it("reads an error of the host's client", () => {
    const error = Object.assign(new Error('Busy'), { status: 409, response: { data: body } });
    expect(toFailure(error)).toEqual(failure);
  });

  it('reads our own', () => {
    expect(toFailure(new RequestError(failureOfBody(body, 409)))).toEqual(failure);
  });

  it.each([new TypeError('Failed to fetch'), 'odd', null, undefined])(
    'takes anything else for no answer',
    (error) => {
      expect(toFailure(error)).toMatchObject({ status: null, code: null });
    },
  );

  it('keeps the status of an answer without a body', () => {
    expect(toFailure(Object.assign(new Error('Unknown'), { status: 502 })).status).toBe(502);
    expect(toFailure({ response: { status: 502, data: '<html>' } }).status).toBe(502);
  });
});

describe('isPassing', () => {
  it('hopes where the server was not heard', () => {
    expect(isPassing(NO_ANSWER)).toBe(true);
    expect(isPassing(failureOfBody(null, 502))).toBe(true);
    expect(isPassing(failureOfBody({ details: { code: 'siteRestoring' } }, 503))).toBe(true);
  });

  it('gives up where the server answered', () => {
    expect(isPassing(failureOfBody(body, 409))).toBe(false);
    expect(isPassing(failureOfBody(null, 404))).toBe(false);
    expect(isPassing(failureOfBody({ details: { code: 'diskFull' } }, 507))).toBe(false);
  });
});
