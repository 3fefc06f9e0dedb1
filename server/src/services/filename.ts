import type { Core } from '@strapi/types';
import { projectName } from './project-name';

const MAX_LENGTH = 120;

interface Named {
  compress: boolean;
  encrypt: boolean;
  filename?: string;
  /** Whether something is left out: nobody is to take it for a whole backup. */
  partial?: boolean;
}

/**
 * The name of an archive: what was asked for, or `<project>_<date>` and `_partial`, with the extensions by which the official
 * commands know its form. Safe in a header and on every file system.
 */
export function archiveFilename(
  strapi: Core.Strapi,
  { compress, encrypt, filename, partial = false }: Named,
): string {
  const asked = clean((filename ?? '').replace(/(\.tar)?(\.gz)?(\.enc)?$/, ''));
  const base = asked || `${defaultName(strapi)}${partial ? '_partial' : ''}`;
  return `${base}.tar${compress ? '.gz' : ''}${encrypt ? '.enc' : ''}`;
}

function defaultName(strapi: Core.Strapi): string {
  const project = clean(projectName(strapi)) || 'strapi';
  const [day, time] = new Date().toISOString().split('T');
  return `${project}_${day}_${time!.slice(0, 5).replace(':', '')}`;
}

function clean(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
    .slice(0, MAX_LENGTH);
}
