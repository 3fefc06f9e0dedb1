import { describe, expect, it } from 'vitest';
import type { ArchiveSummary } from '../../../../shared/contract';
import { emptyParts } from './parts';

const archive: ArchiveSummary = {
  filename: 'export.tar.gz',
  bytes: 1000,
  sha256: 'ab'.repeat(32),
  manifest: null,
  encrypted: false,
  compressed: true,
  strapiVersion: '5.54.0',
  createdAt: null,
  entities: { 'api::article.article': 3 },
  links: 0,
  configuration: 41,
  assets: { count: 2, bytes: 100 },
};

describe('emptyParts', () => {
  it('finds none in a whole archive', () => {
    expect(emptyParts(archive)).toEqual([]);
  });

  it('finds what was left out at the export', () => {
    const entities = { 'api::article.article': 0 };
    expect(emptyParts({ ...archive, entities })).toEqual(['content']);
    expect(emptyParts({ ...archive, entities: {}, configuration: 0 })).toEqual([
      'content',
      'config',
    ]);
    expect(emptyParts({ ...archive, assets: { count: 0, bytes: 0 } })).toEqual(['files']);
  });
});
