import { describe, expect, it } from 'vitest';
import { countsByType, readableName } from './contentTypes';

describe('readableName', () => {
  it.each([
    ['api::article.article', 'Article'],
    ['api::blog-post.blog-post', 'Blog post'],
    ['plugin::users-permissions.user', 'User'],
    ['shared.seo', 'Seo'],
    ['odd', 'Odd'],
    ['', ''],
  ])('%s is %s', (uid, name) => {
    expect(readableName(uid)).toBe(name);
  });
});

describe('countsByType', () => {
  it('puts the largest first, then goes by name', () => {
    const counts = countsByType({ 'api::b.b': 2, 'api::c.c': 9, 'api::a.a': 2 });
    expect(counts.map(({ name }) => name)).toEqual(['C', 'A', 'B']);
  });
});
