import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const DOCS = path.resolve(__dirname, '../docs');
const PAGE = path.join(DOCS, 'benchmarks.md');

export const PARTS = [
  'sqlite',
  'postgres',
  'mysql',
  'strapi4',
  'limits',
  'answers',
  'steady',
  'growth',
  'huge',
] as const;
export type Part = (typeof PARTS)[number];

/** Puts the result of one part between its markers in docs/benchmarks.md, and leaves those of the others alone. */
export async function writePart(part: Part, markdown: string): Promise<void> {
  const [begin, end] = [`<!-- bench:${part} -->`, `<!-- /bench:${part} -->`];
  const page = await readFile(PAGE, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has no place for ${part}`);
  const written = `${page.slice(0, from + begin.length)}\n\n${markdown.trim()}\n\n${page.slice(to)}`;
  await writeFile(PAGE, written);
}

/** @param name below docs/ */
export async function writePicture(name: string, svg: string): Promise<void> {
  await writeFile(path.join(DOCS, name), svg);
}
