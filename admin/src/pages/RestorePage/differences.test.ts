import { describe, expect, it } from 'vitest';
import type { SchemaDifference } from '../../../../shared/contract';
import { describeDifference, groupByType } from './differences';

const difference = (facts: Partial<SchemaDifference>): SchemaDifference => ({
  uid: 'api::article.article',
  path: '',
  kind: 'modified',
  ...facts,
});

describe('describeDifference', () => {
  it('tells of a whole type', () => {
    expect(describeDifference(difference({ kind: 'deleted' }))).toEqual({
      key: 'difference.type.deleted',
      values: {},
    });
  });

  it('tells of a field', () => {
    expect(describeDifference(difference({ path: 'attributes.title', kind: 'added' }))).toEqual({
      key: 'difference.field.added',
      values: { field: 'title' },
    });
  });

  it('tells of one property of a field, with both its values', () => {
    const found = difference({ path: 'attributes.title.type', archive: 'string', site: 'text' });
    expect(describeDifference(found)).toEqual({
      key: 'difference.property.modified',
      values: { field: 'title', property: 'type', archive: 'string', site: 'text' },
      property: 'property.type',
    });
  });

  it('tells of a setting of the type', () => {
    const found = difference({ path: 'options.draftAndPublish', archive: true, site: false });
    expect(describeDifference(found)).toEqual({
      key: 'difference.setting.modified',
      values: { property: 'options.draftAndPublish', archive: 'true', site: 'false' },
      property: 'property.draftAndPublish',
    });
  });

  it('leaves a property that it has no words for as it is', () => {
    const found = difference({ path: 'attributes.title.odd', archive: 1, site: 2 });
    expect(describeDifference(found).property).toBeUndefined();
  });

  it('cuts a long value', () => {
    const found = difference({ path: 'attributes.kind.enum', archive: Array(99).fill('value') });
    expect(String(describeDifference(found).values.archive)).toHaveLength(61);
  });
});

describe('groupByType', () => {
  it('keeps the order in which types and their differences came', () => {
    const [a, b, c] = [
      difference({ uid: 'one', path: 'x' }),
      difference({ uid: 'two', path: 'y' }),
      difference({ uid: 'one', path: 'z' }),
    ];
    expect(groupByType([a, b, c])).toEqual([
      ['one', [a, c]],
      ['two', [b]],
    ]);
  });
});
