import { describe, expect, it } from 'vitest';
import type { JobSnapshot, JobState } from '../../../shared/contract';
import { failureOfBody, NO_ANSWER } from './failure';
import { isFollowed, viewJob } from './jobView';

const snapshot = (state: JobState): JobSnapshot => ({
  id: 'job',
  kind: 'restore',
  state,
  stages: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  cancellable: true,
  warnings: [],
});
const gone = failureOfBody({ details: { code: 'jobNotFound' } }, 404);

describe('viewJob', () => {
  it('connects before anything is known, however long the server is silent', () => {
    expect(viewJob(null, null).phase).toBe('connecting');
    expect(viewJob(null, NO_ANSWER).phase).toBe('connecting');
  });

  it.each(['waiting', 'running'] as const)('follows a job that is %s', (state) => {
    const view = viewJob(snapshot(state), null);
    expect(view.phase).toBe('live');
    expect(isFollowed(view)).toBe(true);
  });

  it('keeps what it knew while the server does not answer', () => {
    const view = viewJob(snapshot('running'), NO_ANSWER);
    expect(view).toMatchObject({ phase: 'reconnecting', snapshot: { state: 'running' } });
    expect(isFollowed(view)).toBe(true);
  });

  it.each(['done', 'failed', 'cancelled'] as const)('stops at a job that is %s', (state) => {
    const view = viewJob(snapshot(state), null);
    expect(view.phase).toBe('ended');
    expect(isFollowed(view)).toBe(false);
  });

  it('does not forget the end when the job is forgotten', () => {
    expect(viewJob(snapshot('done'), gone).phase).toBe('ended');
  });

  it('stops at a job that the server no longer knows', () => {
    const view = viewJob(snapshot('running'), gone);
    expect(view.phase).toBe('lost');
    expect(isFollowed(view)).toBe(false);
  });
});
