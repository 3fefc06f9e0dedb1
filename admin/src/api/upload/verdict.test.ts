import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../../shared/contract';
import { NO_ANSWER } from '../failure';
import { judge } from './verdict';

const failure = (status: number | null, code: ErrorCode | null = null) => ({
  ...NO_ANSWER,
  status,
  code,
});
const PART = { isPart: true, overridden: false, renewed: false };

describe('judge', () => {
  it.each([null, 408, 409, 423, 429, 500, 502, 503, 504])('waits after %s', (status) => {
    expect(judge(failure(status), PART)).toBe('wait');
  });

  it('waits for a restore to end', () => {
    expect(judge(failure(503, 'siteRestoring'), PART)).toBe('wait');
  });

  it.each(['notAnArchive', 'archiveCutOff', 'uploadsTooMany', 'uploadTooLarge'] as const)(
    'gives up at %s',
    (code) => {
      const status = code === 'uploadTooLarge' ? 413 : code === 'uploadsTooMany' ? 429 : 400;
      expect(judge(failure(status, code), PART)).toBe('fatal');
    },
  );

  it('does not wait for a full disk', () => {
    expect(judge(failure(507, 'diskFull'), PART)).toBe('fatal');
  });

  it('makes parts smaller that a proxy refuses, and nothing else', () => {
    expect(judge(failure(413), PART)).toBe('smaller');
    expect(judge(failure(413), { ...PART, isPart: false })).toBe('fatal');
  });

  it.each([405, 501])('goes round a proxy that knows no PATCH (%d)', (status) => {
    expect(judge(failure(status), PART)).toBe('override');
    expect(judge(failure(status), { ...PART, overridden: true })).toBe('fatal');
  });

  it('renews a token once', () => {
    expect(judge(failure(401), PART)).toBe('renew');
    expect(judge(failure(401), { ...PART, renewed: true })).toBe('fatal');
  });

  it('gives up what is gone, and what is forbidden', () => {
    expect(judge(failure(404), PART)).toBe('fatal');
    expect(judge(failure(403), PART)).toBe('fatal');
  });

  it('takes as sent what the server has whole', () => {
    expect(judge(failure(409, 'uploadComplete'), PART)).toBe('complete');
  });
});
