import { describe, expect, it } from 'vitest';
import type { ContentTypeInfo } from '../../../../shared/contract';
import { PRESETS } from '../../../../shared/contract';
import type { Selection, TypeMode } from './selection';
import { checkSelection, movedParts, toFilter } from './selection';

const [ARTICLE, TAG, FILE] = ['api::article.article', 'api::tag.tag', 'plugin::upload.file'];
const offered: ContentTypeInfo[] = [ARTICLE, TAG, FILE].map((uid) => ({
  uid,
  name: uid,
  entries: 1,
  bringsFiles: uid === FILE,
}));

const selection = (mode: TypeMode, uids: string[], included = [...PRESETS]): Selection => ({
  included,
  types: { mode, uids },
});

describe('checkSelection', () => {
  it('is content with everything, and with some of it', () => {
    expect(checkSelection(selection('all', []), offered)).toEqual({});
    expect(checkSelection(selection('only', [TAG]), offered)).toEqual({});
    expect(checkSelection(selection('allBut', [TAG]), offered)).toEqual({});
  });

  it('wants a part', () => {
    expect(checkSelection(selection('all', [], []), offered)).toHaveProperty('included');
  });

  it.each(['only', 'allBut'] as const)('wants a type to be selected: %s', (mode) => {
    const problem = { types: `types.${mode}.missing` };
    expect(checkSelection(selection(mode, []), offered)).toEqual(problem);
    expect(checkSelection(selection(mode, ['not::on.offer']), offered)).toEqual(problem);
  });

  it('wants some content to be left', () => {
    const all = offered.map(({ uid }) => uid);
    expect(checkSelection(selection('allBut', all), offered)).toEqual({
      types: 'types.nothingLeft',
    });
  });

  it('asks nothing about types when no content is included', () => {
    expect(checkSelection(selection('only', [], ['config']), offered)).toEqual({});
  });
});

describe('movedParts', () => {
  it('leaves files out with the type that describes them', () => {
    expect(movedParts(selection('only', [TAG]), offered)).toEqual(['content', 'config']);
    expect(movedParts(selection('allBut', [FILE]), offered)).toEqual(['content', 'config']);
    expect(movedParts(selection('only', [FILE]), offered)).toEqual([...PRESETS]);
    expect(movedParts(selection('allBut', [TAG]), offered)).toEqual([...PRESETS]);
  });

  it('keeps files that are wanted without any content', () => {
    expect(movedParts(selection('only', [TAG], ['files']), offered)).toEqual(['files']);
  });
});

describe('toFilter', () => {
  it('says no more than needed', () => {
    expect(toFilter(selection('all', [TAG]), offered)).toEqual({});
    expect(toFilter(selection('only', [TAG], ['config']), offered)).toEqual({
      exclude: ['content', 'files'],
    });
  });

  it('names the types in one of the two lists', () => {
    expect(toFilter(selection('only', [FILE, 'not::on.offer']), offered)).toEqual({
      onlyContentTypes: [FILE],
    });
    expect(toFilter(selection('allBut', [TAG]), offered)).toEqual({ excludeContentTypes: [TAG] });
  });

  it('leaves files out where their type is', () => {
    expect(toFilter(selection('only', [TAG]), offered)).toEqual({
      exclude: ['files'],
      onlyContentTypes: [TAG],
    });
  });
});
