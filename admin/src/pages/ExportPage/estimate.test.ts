import { describe, expect, it } from 'vitest';
import type { ContentTypeInfo, ListedJob, StageProgress } from '../../../../shared/contract';
import { estimate } from './estimate';
import { selectionOf } from './preset';

const type = (uid: string, entries: number, bringsFiles = false): ContentTypeInfo => ({
  uid,
  name: uid,
  entries,
  bringsFiles,
});
const stage = (name: StageProgress['name'], count: number, bytes: number): StageProgress => ({
  name,
  state: 'done',
  count,
  bytes,
});

const types = [type('articles', 60), type('tags', 30), type('files', 10, true)];
const files = { count: 20, bytes: 8000 };
const last: ListedJob = {
  id: 'last',
  kind: 'export',
  state: 'done',
  stages: [stage('entities', 50, 1000), stage('links', 70, 1000), stage('assets', 10, 4000)],
  createdAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:01:00.000Z',
  cancellable: false,
  warnings: [],
  startedBy: 'Anna',
};

describe('estimate', () => {
  it('counts what would be saved', () => {
    const site = { types, files, last: null };
    expect(estimate(selectionOf('everything'), site)).toEqual({
      entries: 100,
      files,
      seconds: null,
    });
    expect(estimate(selectionOf('onlyContent'), site)).toMatchObject({
      entries: 100,
      files: { count: 0, bytes: 0 },
    });
    const onlyTags = { mode: 'only', uids: ['tags'] } as const;
    expect(
      estimate({ ...selectionOf('everything'), types: { ...onlyTags, uids: ['tags'] } }, site),
    ).toMatchObject({ entries: 30, files: { count: 0 } });
    expect(estimate({ included: ['files'], types: { mode: 'all', uids: [] } }, site)).toMatchObject(
      { entries: 0, files },
    );
  });

  it('judges by how long the last export took for as much', () => {
    // 100 entries are twice the last 2,000 bytes, and the files twice its 4,000: of 6,000 bytes in a minute.
    expect(estimate(selectionOf('everything'), { types, files, last }).seconds).toBeCloseTo(120);
    expect(estimate(selectionOf('onlyContent'), { types, files, last }).seconds).toBeCloseTo(40);
  });

  it('says nothing of what the last export did not have', () => {
    const without = { ...last, stages: [stage('assets', 10, 4000)] };
    expect(estimate(selectionOf('everything'), { types, files, last: without }).seconds).toBeNull();
    const atOnce = { ...last, endedAt: last.createdAt };
    expect(estimate(selectionOf('everything'), { types, files, last: atOnce }).seconds).toBeNull();
  });
});
