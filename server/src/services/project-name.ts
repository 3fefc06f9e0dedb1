import type { Core } from '@strapi/types';

/** What people know the site by: the name in its package.json. Never empty. */
export function projectName(strapi: Core.Strapi): string {
  const name = strapi.config.get<unknown>('info.name', '');
  return (typeof name === 'string' && name.trim()) || 'strapi';
}
