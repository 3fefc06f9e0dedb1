import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { APP } from './site';

/**
 * The playground's app with more in it, for a site to run. It stands beside the app, because the app's configuration
 * finds the plugin by a relative path.
 * @param name tells it from others
 * @param files what each has in it, by its path in the app's `src`
 */
export async function createAppVariant(
  name: string,
  files: Record<string, object>,
): Promise<{ app: string; remove(): Promise<void> }> {
  const app = path.join(path.dirname(APP), `variant-${name}-${process.pid}`);
  for (const part of ['package.json', 'config', 'src']) {
    await cp(path.join(APP, part), path.join(app, part), { recursive: true });
  }
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(app, 'src', file);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, JSON.stringify(content));
  }
  return { app, remove: () => rm(app, { recursive: true, force: true }) };
}
