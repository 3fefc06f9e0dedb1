import { describe, expect, it } from 'vitest';
import type { ContentTypeInfo } from '../../../../shared/contract';
import type { Selection, TypeMode } from '../../components/selection/selection';
import { emptiedTypes, offeredTypes } from './restorableTypes';

const type = (uid: string, entries: number): ContentTypeInfo => ({
  uid,
  name: uid,
  entries,
  bringsFiles: false,
});
const site = [type('both', 2), type('only here', 3), type('only there', 0), type('nowhere', 0)];
const entities = { both: 5, 'only there': 7, 'not on this site': 9 };
const uids = (types: ContentTypeInfo[]) => types.map(({ uid }) => uid);

describe('offeredTypes', () => {
  it('offers to restore what the archive has, with its counts', () => {
    const offered = offeredTypes('only', site, entities);
    expect(offered.map(({ uid, entries }) => [uid, entries])).toEqual([
      ['both', 5],
      ['only there', 7],
    ]);
  });

  it('offers to leave as it is what only the site has, too', () => {
    expect(uids(offeredTypes('allBut', site, entities))).toEqual([
      'both',
      'only here',
      'only there',
    ]);
  });
});

describe('emptiedTypes', () => {
  const selection = (mode: TypeMode, chosen: string[]): Selection => ({
    included: ['content'],
    types: { mode, uids: chosen },
  });

  it('finds what would be deleted for nothing', () => {
    expect(uids(emptiedTypes(selection('all', []), site, entities))).toEqual(['only here']);
    expect(uids(emptiedTypes(selection('allBut', ['both']), site, entities))).toEqual([
      'only here',
    ]);
  });

  it('finds none among what is not restored', () => {
    expect(emptiedTypes(selection('allBut', ['only here']), site, entities)).toEqual([]);
    expect(emptiedTypes(selection('only', ['both']), site, entities)).toEqual([]);
    const config: Selection = { ...selection('all', []), included: ['config'] };
    expect(emptiedTypes(config, site, entities)).toEqual([]);
  });
});
