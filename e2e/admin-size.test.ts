import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Rollup, build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(__dirname, '..');
const ENTRY = path.join(ROOT, 'dist/admin/index.mjs');
const KB = 1024;

const { peerDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
  peerDependencies: Record<string, string>;
};
/** What every Strapi's admin has already. */
const HOSTS_OWN = [...Object.keys(peerDependencies), 'react-query'];
const isHostsOwn = (id: string) =>
  HOSTS_OWN.some((name) => id === name || id.startsWith(`${name}/`));

/** What an app's build makes of the plugin's admin, by the same tool. */
let chunks: Rollup.OutputChunk[];
beforeAll(async () => {
  expect(existsSync(ENTRY)).toBe(true);
  const built = (await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rollupOptions: { input: ENTRY, external: isHostsOwn, preserveEntrySignatures: 'strict' },
    },
  })) as Rollup.RollupOutput;
  chunks = built.output.filter((file) => file.type === 'chunk');
});

/** A chunk and all that comes with it. */
function closure(start: Rollup.OutputChunk, found = new Set<Rollup.OutputChunk>()) {
  found.add(start);
  for (const chunk of chunks) {
    if (start.imports.includes(chunk.fileName) && !found.has(chunk)) closure(chunk, found);
  }
  return found;
}

const gzipped = (some: Iterable<Rollup.OutputChunk>): number =>
  [...some].reduce((sum, { code }) => sum + gzipSync(code).length, 0);

const isLanguage = ({ facadeModuleId, moduleIds }: Rollup.OutputChunk) =>
  moduleIds.length === 1 && /\/(fr|de|es|pt-BR|ja|zh-Hans|ar)\.json$/.test(facadeModuleId ?? '');

const atStart = () => closure(chunks.find(({ isEntry }) => isEntry)!);

describe('the admin', () => {
  it('is small, gzipped', () => {
    const languages = chunks.filter(isLanguage);
    const pages = chunks.filter((chunk) => !atStart().has(chunk) && !isLanguage(chunk));
    const sizes = {
      atStart: gzipped(atStart()),
      pages: gzipped(pages),
      largestLanguage: Math.max(...languages.map((language) => gzipped([language]))),
    };
    console.log('Bytes, gzipped', sizes);
    expect(languages).toHaveLength(7);
    expect(sizes.atStart).toBeLessThan(20 * KB);
    // In English and one more language.
    expect(sizes.atStart + sizes.pages + sizes.largestLanguage).toBeLessThan(120 * KB);
  });

  it('loads nothing of its pages with the rest of the admin', () => {
    const pages = [...atStart()].flatMap(({ dynamicImports }) => dynamicImports);
    expect(pages).toHaveLength(10);
    // The host's parts that pages are made of; the start makes nothing.
    const parts = [...atStart()].flatMap(({ imports }) => imports).filter(isHostsOwn);
    expect(parts).toEqual([]);
  });
});
