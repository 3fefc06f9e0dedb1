import type { Core } from '@strapi/types';
import { expect, it } from 'vitest';
import { projectName } from './project-name';

const named = (name: unknown): Core.Strapi =>
  ({ config: { get: () => name } }) as unknown as Core.Strapi;

it("is the name in the site's package.json", () => {
  expect(projectName(named('@me/my-site'))).toBe('@me/my-site');
  expect(projectName(named(' My site '))).toBe('My site');
});

it.each([undefined, null, '', '  ', 7])('is never empty, not even with the name %j', (name) => {
  expect(projectName(named(name))).toBe('strapi');
});
