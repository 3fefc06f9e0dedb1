import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

interface Locked {
  license?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const { dependencies } = JSON.parse(read('package.json')) as Required<Locked>;

/** Whose `package.json` says nothing, or says it in an old way that the lock leaves out. */
const TOLD_ELSEWHERE: Record<string, string> = {
  busboy: 'MIT',
  'combine-errors': 'MIT',
  streamsearch: 'MIT',
};

/** Where a package finds another one, as Node looks for it: in the folders above. */
function find(from: string, name: string): string {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  ) {
    const place = `${folder && `${folder}/`}node_modules/${name}`;
    if (packages[place]) return place;
    if (!folder) throw new Error(`${from} has no ${name}`);
  }
}

/** The licence of every package that comes with the plugin, by its name. */
function licences(): Map<string, string> {
  const seen = new Set<string>();
  const found = new Map<string, string>();
  const visit = (place: string, name: string): void => {
    if (seen.has(place)) return;
    seen.add(place);
    const { license, ...own } = packages[place]!;
    found.set(name, license ?? TOLD_ELSEWHERE[name] ?? 'unknown');
    const brought = { ...own.dependencies, ...own.optionalDependencies };
    for (const other of Object.keys(brought)) visit(find(place, other), other);
  };
  for (const name of Object.keys(dependencies)) visit(find('', name), name);
  return found;
}

const page = read('docs/licences.md');

it('all that comes with the plugin has a licence that goes with MIT, and is in the list', () => {
  const all = licences();
  expect(all.size).toBeGreaterThan(50);
  const odd = [...all].filter(
    ([, licence]) => !['MIT', 'ISC', 'Apache-2.0', 'BSD-3-Clause', 'Unlicense'].includes(licence),
  );
  expect(odd).toEqual([]);
  const isNamed = (name: string): boolean =>
    page.includes(`\`${name}\``) || (name.startsWith('bare-') && page.includes('`bare-*`'));
  const unnamed = [...all].filter(([name, licence]) => licence !== 'MIT' && !isNamed(name));
  expect(unnamed).toEqual([]);
});

it('what the plugin depends on itself is in the list', () => {
  expect(Object.keys(dependencies).filter((name) => !page.includes(`| \`${name}\``))).toEqual([]);
});
