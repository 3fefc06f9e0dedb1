import { describe, expect, it } from 'vitest';
import { ALL_TYPES } from '../../components/selection/selection';
import { NEW_FORM } from './form';
import { presetOf, PRESETS, selectionOf } from './preset';

describe('presetOf', () => {
  it('is everything at first', () => {
    expect(presetOf(NEW_FORM)).toBe('everything');
  });

  it.each(PRESETS)('knows %s again', (preset) => {
    expect(presetOf(selectionOf(preset))).toBe(preset);
  });

  it('minds no order of the parts', () => {
    expect(presetOf({ included: ['config', 'content'], types: ALL_TYPES })).toBe('withoutFiles');
  });

  it('is none of them when details are chosen', () => {
    expect(presetOf({ included: [], types: ALL_TYPES })).toBe('custom');
    expect(presetOf({ included: ['files'], types: ALL_TYPES })).toBe('custom');
    expect(presetOf({ ...NEW_FORM, types: { mode: 'allBut', uids: ['api::tag.tag'] } })).toBe(
      'custom',
    );
  });
});
