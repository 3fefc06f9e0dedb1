import { describe, expect, it } from 'vitest';
import { isProjectName, shownName } from './projectName';

describe('isProjectName', () => {
  it.each(['My-Site', 'my-site', 'MY-SITE', '  my-site '])('accepts %j for My-Site', (typed) => {
    expect(isProjectName(typed, 'My-Site')).toBe(true);
  });

  it.each(['', ' ', 'my', 'my site', 'my-site-2', 'restore'])('refuses %j for My-Site', (typed) => {
    expect(isProjectName(typed, 'My-Site')).toBe(false);
  });

  it('accepts it copied from where it is shown', () => {
    expect(shownName('My-new-Site')).not.toContain('-');
    expect(isProjectName(shownName('My-new-Site'), 'My-new-Site')).toBe(true);
  });

  it('knows letters with accents however they were typed', () => {
    expect(isProjectName('cafe\u0301', 'Café')).toBe(true);
  });
});
