import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UploadStatus } from '../../../../shared/contract';
import { createPace } from './pace';
import type { UploadView } from './view';
import { viewOf } from './view';

const START = viewOf({ file: new File(['abc'], 'archive.tar'), key: '' });
const STATUS: UploadStatus = {
  id: 'one',
  ticket: 'its ticket',
  state: 'receiving',
  filename: 'archive.tar',
  fingerprint: 'its fingerprint',
  from: 'browser',
  size: 3,
  received: 1,
  read: 0,
  receiving: true,
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: '2026-01-02T00:00:00Z',
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function pace() {
  const shown: UploadView[] = [];
  const { tell, stop } = createPace((view) => shown.push(view));
  return { shown, tell, stop };
}

describe('createPace', () => {
  it('shows figures twice a second, the last one too', () => {
    const { shown, tell } = pace();
    tell(START);
    for (let sent = 1; sent <= 200; sent += 1) {
      vi.advanceTimersByTime(10);
      tell({ ...START, sent });
    }
    vi.advanceTimersByTime(500);
    expect(shown.map(({ sent }) => sent)).toEqual([0, 49, 99, 149, 199, 200]);
    vi.advanceTimersByTime(5000);
    expect(shown).toHaveLength(6);
  });

  it('shows how far the server is as seldom', () => {
    const { shown, tell } = pace();
    tell({ ...START, status: STATUS });
    tell({ ...START, status: { ...STATUS, received: 2, read: 1, receiving: false } });
    expect(shown).toHaveLength(1);
    vi.advanceTimersByTime(500);
    expect(shown.at(-1)?.status).toMatchObject({ received: 2, read: 1 });
  });

  it.each<[string, Partial<UploadView>]>([
    ['another state of the line', { line: 'paused' }],
    ['a status at last', { status: STATUS }],
    ['a server that is silent', { unanswered: true }],
  ])('shows %s at once, and its figures when it is their time', (_, news) => {
    const { shown, tell } = pace();
    tell(START);
    tell({ ...START, sent: 1 });
    tell({ ...START, sent: 2, ...news });
    expect(shown.at(-1)).toEqual({ ...START, ...news });
    vi.advanceTimersByTime(500);
    expect(shown.at(-1)).toEqual({ ...START, sent: 2, ...news });
    vi.advanceTimersByTime(5000);
    expect(shown).toHaveLength(3);
  });

  it('keeps the figures that are shown beside a status that is news', () => {
    const { shown, tell } = pace();
    tell({ ...START, status: STATUS });
    tell({ ...START, status: { ...STATUS, state: 'ready', received: 3, read: 3 } as UploadStatus });
    expect(shown.at(-1)?.status).toMatchObject({ state: 'ready', received: 1, read: 0 });
    vi.advanceTimersByTime(500);
    expect(shown.at(-1)?.status).toMatchObject({ state: 'ready', received: 3, read: 3 });
  });

  it('shows nothing once it is stopped', () => {
    const { shown, tell, stop } = pace();
    tell(START);
    tell({ ...START, sent: 1 });
    stop();
    vi.advanceTimersByTime(5000);
    expect(shown).toHaveLength(1);
  });
});
