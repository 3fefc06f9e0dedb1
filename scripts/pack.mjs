/**
 * `npm run pack`: builds the plugin for Strapi 5 and for Strapi 4 and packs both, as they are published, into `packed/`.
 * Fails when one is larger than it should be: then something has come in that nobody needs.
 */
import { spawnSync } from 'node:child_process';
import console from 'node:console';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const target = path.join(root, 'packed');
const MAX_KB = 400;

function npm(args, cwd = root) {
  const { status, stdout } = spawnSync('npm', args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed\n${stdout}`);
  return stdout;
}

fs.rmSync(target, { recursive: true, force: true });
fs.mkdirSync(target);
npm(['run', '--silent', 'build']);
npm(['run', '--silent', 'build:strapi4']);
for (const folder of [root, path.join(root, 'dist-strapi4')]) {
  const [{ filename, size, files }] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', target], folder),
  );
  const kb = Math.ceil(size / 1024);
  console.log(`packed/${filename}: ${kb} KB, ${files.length} files`);
  if (kb > MAX_KB) throw new Error(`${filename} has more than ${MAX_KB} KB`);
}
