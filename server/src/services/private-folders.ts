import { realpathSync } from 'node:fs';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { LifeboatConfig } from '../config';

const OPTIONS = ['stagingDir', 'archivesDir', 'safetyCopiesDir'] as const;

/**
 * What lies in these folders is all of a site's content, for nobody to fetch.
 * @throws Error when a configured folder lies where the web serves it, links followed
 */
export function refusePublicFolders(
  { dirs }: Pick<Core.Strapi, 'dirs'>,
  config: Pick<LifeboatConfig, (typeof OPTIONS)[number]>,
): void {
  const served = realPath(dirs.static.public);
  for (const option of OPTIONS) {
    const configured = config[option];
    if (configured === null) continue;
    const dir = path.resolve(dirs.app.root, configured);
    if (!isInside(realPath(dir), served) && !isInside(dir, dirs.static.public)) continue;
    throw new Error(
      `[lifeboat] "${option}" (${dir}) lies in the public folder, where anyone could fetch what is in it`,
    );
  }
}

/** Of what is there of a path; the rest will be made below it. */
function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(realPath(parent), path.basename(file));
  }
}

function isInside(dir: string, parent: string): boolean {
  const relative = path.relative(parent, dir);
  return relative === '' || !(relative.startsWith('..') || path.isAbsolute(relative));
}
