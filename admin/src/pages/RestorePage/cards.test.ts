import { describe, expect, it } from 'vitest';
import type {
  ApiErrorBody,
  ContentTypeChange,
  ErrorCode,
  Report,
} from '../../../../shared/contract';
import { cardsOf } from './cards';

const type = (changes: Partial<ContentTypeChange>): ContentTypeChange => ({
  uid: 'api::tag.tag',
  name: 'Tag',
  known: true,
  replaced: true,
  now: 3,
  archive: 3,
  after: 3,
  ...changes,
});

const blocker = (code: ErrorCode): ApiErrorBody => ({
  status: 409,
  name: 'Error',
  message: '',
  details: { code },
});

const NONE = { count: 0, bytes: 0 };
const FITS: Report = {
  versionStrategy: 'exact',
  schemaStrategy: 'exact',
  blockers: [],
  warnings: [],
  versions: { archive: '5.54.0', site: '5.54.0', allowedBy: [], plugins: [], pluginsTold: false },
  schemas: { allowedBy: [], total: 0, differences: [], names: {} },
  contentTypes: [type({})],
  files: {
    provider: 'local',
    now: NONE,
    after: NONE,
    deleted: NONE,
    deletedNames: [],
    replaced: 0,
  },
  disk: { database: { needed: 1, free: 2 }, safetyCopy: { needed: 1, free: null } },
  neverHeld: [],
  project: 'magazine',
};

const tell = (changes: Partial<Report>) =>
  cardsOf({ ...FITS, ...changes }).map(({ level, about }) => `${level} ${about}`);

const FINE = ['success versions', 'success sameSchemas', 'success enoughDisk'];

describe('cardsOf', () => {
  it('says what is fine', () => {
    expect(tell({})).toEqual(FINE);
  });

  it('begins with what is deleted, then has what to know, and ends with what is fine', () => {
    const changes: Partial<Report> = {
      warnings: [{ code: 'archiveOld', days: 45 }],
      contentTypes: [type({ archive: 0, after: 0 })],
      files: { ...FITS.files, deleted: { count: 2, bytes: 10 } },
    };
    expect(tell(changes)).toEqual([
      'warning emptied',
      'warning filesDeleted',
      'warning warning',
      ...FINE,
    ]);
  });

  it('warns of differences that were accepted, and leaves those in the way to the blockers', () => {
    const differing: Partial<Report> = {
      versions: { ...FITS.versions, archive: '5.53.0' },
      schemas: { ...FITS.schemas, total: 1 },
    };
    expect(tell(differing)).toEqual(['warning versions', 'warning schemas', 'success enoughDisk']);
    const blockers = [blocker('versionMismatch'), blocker('schemaMismatch')];
    expect(tell({ ...differing, blockers })).toEqual(['success enoughDisk']);
  });

  it('tells of a newer Strapi once, and of an unknown one only that it is unknown', () => {
    const versions = { ...FITS.versions, archive: '5.55.0' };
    const newer = { code: 'archiveNewer', archive: '5.55.0', site: '5.54.0' } as const;
    expect(tell({ versions, warnings: [newer] })).toEqual(['warning warning', ...FINE.slice(1)]);
    expect(
      tell({
        versions: { ...versions, archive: null },
        warnings: [{ code: 'versionUnknown' }],
      }),
    ).toEqual(['warning warning', ...FINE.slice(1)]);
  });

  it('does not call disk space fine that may be too little', () => {
    const disk = { ...FITS.disk, safetyCopy: { needed: 3, free: 2 } };
    expect(tell({ disk })).toEqual(FINE.slice(0, 2));
  });
});
